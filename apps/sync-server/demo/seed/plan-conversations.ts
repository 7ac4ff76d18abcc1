import type { ConversationPriority, ConversationStatus } from '@holdfast/schema/domain/conversation';
import type { SeededRandom } from '@holdfast/schema/random/seeded-random';

import type { Dialogue, Picture } from '../sample-data/dialogues/dialogue.ts';
import { chooseSlots, fillTurn } from '../sample-data/dialogues/fill-turn.ts';
import type { PlannedCustomer } from '../sample-data/plan-customers.ts';
import { demoNotes } from './notes.ts';
import { tagOfTopic, type TagName } from './reference-rows.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface PlannedMessage {
  from: 'customer' | 'agent';
  at: number;
  text: string;
  picture?: Picture | undefined;
  failed?: string;
}

export interface PlannedConversation {
  customer: PlannedCustomer;
  /** Index into `demoPeople`; null: in the queue. */
  agent: number | null;
  /** Index of the previous assignee, if the conversation was transferred. */
  transferredFrom: number | null;
  /** Start of the current matter in Unix ms. A regular customer's conversation is reopened for each matter. */
  matterSince: number;
  status: ConversationStatus;
  priority: ConversationPriority;
  resolvedAt: number | null;
  snoozedUntil: number | null;
  messages: readonly PlannedMessage[];
  unread: number;
  tags: readonly TagName[];
  note: { text: string; at: number; isPinned: boolean } | null;
}

export type Situation = 'waiting' | 'open' | 'pending' | 'snoozed' | 'resolved' | 'archived';

export interface ConversationRequest {
  customer: PlannedCustomer;
  situation: Situation;
  agent: number | null;
  agentNames: readonly string[];
  now: number;
}

/** Plans one conversation: messages with their times, status, tags and notes. */
export function planConversation(random: SeededRandom, request: ConversationRequest): PlannedConversation {
  const { customer, situation, agent, now } = request;
  const chapters = chooseChapters(random, customer, situation);
  const topic = chapters.at(-1)?.topic ?? 'delivery';
  const slots = {
    ...chooseSlots(random, customer.language, formOfAddress(customer)),
    agent: request.agentNames[agent ?? 0]?.split(' ')[0] ?? '',
  };
  const turns = chapters.flatMap((chapter, index) => {
    const isLast = index === chapters.length - 1;
    const kept = isLast ? chapter.turns.slice(0, turnsToKeep(random, chapter, situation)) : chapter.turns;
    return kept.map((turn) => ({ ...turn, text: fillTurn(turn.text, slots), chapter: index }));
  });

  // Computed backward from the last message, so that the last message has the time that the situation requires.
  let at = lastMessageAt(random, situation, now);
  const messages: PlannedMessage[] = [];
  for (const [index, turn] of [...turns.entries()].toReversed()) {
    messages.unshift({ from: turn.from, at, text: turn.text, picture: turn.picture });
    at -= gapBefore(random, turn, turns[index - 1]);
  }
  const end = messages.at(-1)?.at ?? now;
  const lastChapter = turns.findIndex((turn) => turn.chapter === chapters.length - 1);
  const trailing = messages.length - 1 - messages.findLastIndex((message) => message.from === 'agent');
  const isUnread = situation === 'waiting' || (situation === 'open' && random.chance(0.55));
  return {
    customer,
    agent,
    transferredFrom: agent !== null && random.chance(0.08) ? (agent + 1) % 6 : null,
    matterSince: messages[lastChapter]?.at ?? end,
    status: statusOf(situation),
    priority: choosePriority(random, situation),
    resolvedAt:
      situation === 'resolved' || situation === 'archived' ? end + random.between(2, 90) * minuteMs : null,
    snoozedUntil: situation === 'snoozed' ? now + random.between(2, 40) * hourMs : null,
    messages,
    unread: isUnread ? trailing : 0,
    tags: chooseTags(random, topic, customer),
    note:
      agent !== null && random.chance(0.35)
        ? {
            text: random.pick(demoNotes[topic]),
            at: end - random.between(0, 2) * minuteMs,
            isPinned: random.chance(0.2),
          }
        : null,
  };
}

/** Form of address: the full name in languages with a formal address ("Sie", "vous"), otherwise the first name. */
function formOfAddress({ name, language }: PlannedCustomer): string {
  const isFormal = language.locale === 'de' || language.locale === 'fr';
  return isFormal ? name : (name.split(' ')[0] ?? name);
}

/** A regular customer's conversation contains earlier matters too. */
function chooseChapters(random: SeededRandom, customer: PlannedCustomer, situation: Situation): Dialogue[] {
  const last = random.pick(customer.language.dialogues);
  if (situation === 'waiting' || !customer.isRegular) return [last];
  return [
    ...Array.from({ length: random.between(2, 5) }, () => random.pick(customer.language.dialogues)),
    last,
  ];
}

function turnsToKeep(random: SeededRandom, { turns }: Dialogue, situation: Situation): number {
  if (situation === 'resolved' || situation === 'archived') return turns.length;
  if (situation === 'waiting') return turns.findIndex((turn) => turn.from === 'agent');
  const wanted = situation === 'open' ? 'customer' : 'agent';
  const ends = turns.flatMap((turn, index) =>
    turn.from === wanted && turns[index + 1]?.from !== wanted ? [index + 1] : [],
  );
  if (situation !== 'open' || ends.length === 1) return random.pick(ends);
  // An open conversation waits for a reply: it rarely ends with the final thanks, and mostly has earlier replies.
  if (ends.length === 2) return random.pick(ends);
  return random.pick(random.chance(0.8) ? ends.slice(1, -1) : ends);
}

function lastMessageAt(random: SeededRandom, situation: Situation, now: number): number {
  switch (situation) {
    case 'waiting':
      return now - random.between(1, 55) * minuteMs;
    case 'open':
      // Mostly within the last hours, some up to 26 h ago.
      return now - Math.round(2 * minuteMs + random.next() ** 2.5 * 26 * hourMs);
    case 'pending':
    case 'snoozed':
      return now - Math.round(20 * minuteMs + random.next() ** 2 * 3 * dayMs);
    case 'resolved':
      return now - Math.round(4 * hourMs + random.next() ** 1.6 * 45 * dayMs);
    default:
      return now - random.between(70, 160) * dayMs;
  }
}

type TimedTurn = Dialogue['turns'][number] & { chapter: number };

function gapBefore(random: SeededRandom, turn: TimedTurn, previous: TimedTurn | undefined): number {
  if (previous === undefined) return 0;
  if (previous.chapter !== turn.chapter)
    return random.between(3, 30) * dayMs + random.between(0, 600) * minuteMs;
  const seconds = previous.from === turn.from ? random.between(20, 90) : random.between(50, 900);
  return seconds * 1000 + random.between(0, 999);
}

function statusOf(situation: Situation): ConversationStatus {
  if (situation === 'waiting') return 'new';
  return situation === 'snoozed' ? 'pending' : situation;
}

function choosePriority(random: SeededRandom, situation: Situation): ConversationPriority {
  if (situation === 'resolved' || situation === 'archived' || random.chance(0.78)) return 'none';
  return random.pick(['low', 'medium', 'medium', 'high', 'urgent']);
}

function chooseTags(random: SeededRandom, topic: Dialogue['topic'], customer: PlannedCustomer): TagName[] {
  const tags: TagName[] = [];
  const byTopic = tagOfTopic[topic];
  if (byTopic !== undefined && random.chance(0.7)) tags.push(byTopic);
  if (customer.isRegular) tags.push('VIP');
  if (topic === 'broken-item' && random.chance(0.5)) tags.push('Warranty');
  if ((topic === 'delivery' || topic === 'refund') && random.chance(0.15)) tags.push('Complaint');
  return tags;
}
