import type { SeededRandom } from '@holdfast/schema/random/seeded-random';

import { demoPeople } from './people.ts';
import { planConversation, type PlannedConversation, type Situation } from './plan-conversations.ts';
import { planCustomers, type PlannedCustomer } from '../sample-data/plan-customers.ts';

/** Number of conversations per agent by status, in the order of the agents. */
const workloads: readonly Record<'open' | 'pending' | 'snoozed', number>[] = [
  { open: 26, pending: 8, snoozed: 3 },
  { open: 17, pending: 6, snoozed: 1 },
  { open: 15, pending: 5, snoozed: 2 },
  { open: 11, pending: 4, snoozed: 1 },
  { open: 12, pending: 3, snoozed: 0 },
  { open: 9, pending: 4, snoozed: 1 },
];
const waitingCount = 14;
const resolvedCount = 150;
const archivedCount = 18;

/** Plans all conversations of the demo workspace, oldest first; the result is the same for the same seed and time. */
export function planDemo(random: SeededRandom, now: number): PlannedConversation[] {
  const active: [Situation, number | null][] = [
    ...repeat<[Situation, number | null]>(waitingCount, ['waiting', null]),
    ...workloads.flatMap((workload, agent) => [
      ...repeat<[Situation, number | null]>(workload.open, ['open', agent]),
      ...repeat<[Situation, number | null]>(workload.pending, ['pending', agent]),
      ...repeat<[Situation, number | null]>(workload.snoozed, ['snoozed', agent]),
    ]),
  ];
  const customers = planCustomers(random, active.length + 40);
  const agentNames = demoPeople.map((person) => person.name);
  const plan = (customer: PlannedCustomer, situation: Situation, agent: number | null) =>
    planConversation(random, { customer, situation, agent, agentNames, now });

  // A customer has at most one active conversation; resolved and archived ones belong to the same customers.
  const conversations = active.flatMap(([situation, agent], index) => {
    const customer = customers[index];
    return customer === undefined ? [] : [plan(customer, situation, agent)];
  });
  for (let index = 0; index < resolvedCount + archivedCount; index += 1) {
    const situation = index < resolvedCount ? 'resolved' : 'archived';
    const past = plan(random.pick(customers), situation, random.between(0, workloads.length - 1));
    conversations.push({ ...past, transferredFrom: null, unread: 0 });
  }
  return addFailures(conversations).toSorted((a, b) => startOf(a) - startOf(b));
}

export function startOf(conversation: PlannedConversation): number {
  return conversation.messages[0]?.at ?? 0;
}

/** Marks two messages of the first agent as failed, so that the demo shows failures. */
function addFailures(conversations: PlannedConversation[]): PlannedConversation[] {
  const reasons = ['The customer has blocked this number.', 'The platform is not reachable at the moment.'];
  return conversations.map((conversation) => {
    const last = conversation.messages.at(-1);
    if (conversation.agent !== 0 || conversation.status !== 'pending' || last?.from !== 'agent')
      return conversation;
    const failed = reasons.shift();
    if (failed === undefined) return conversation;
    return { ...conversation, messages: [...conversation.messages.slice(0, -1), { ...last, failed }] };
  });
}

function repeat<Item>(count: number, item: Item): Item[] {
  return Array.from({ length: count }, () => item);
}
