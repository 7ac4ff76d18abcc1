import type { ConversationPriority, ConversationStatus } from '@holdfast/schema/domain/conversation';

import type { Dialogue, Picture } from '../sample-data/dialogues/dialogue.ts';
import { chooseSlots, fillTurn } from '../sample-data/dialogues/fill-turn.ts';
import type { Random } from '../sample-data/random.ts';
import type { PlannedCustomer } from '../sample-data/plan-customers.ts';
import { notes } from './notes.ts';
import { tagOfTopic, type TagName } from './reference-rows.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface PlannedMessage {
  from: 'customer' | 'agent';
  at: number;
  text: string;
  picture?: Picture | undefined;
  failed?: string;
}

export interface PlannedConversation {
  customer: PlannedCustomer;
  /** Index into the team; null waits in the queue. */
  agent: number | null;
  /** Who had it before, when it was handed over. */
  transferredFrom: number | null;
  /** When the present matter began: a regular customer's conversation was opened again and again. */
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

/** Makes up one conversation: who says what and when, how far it has come and what colleagues noted. */
export function planConversation(random: Random, request: ConversationRequest): PlannedConversation {
  const { customer, situation, agent, now } = request;
  const chapters = chooseChapters(random, customer, situation);
  const topic = chapters.at(-1)?.topic ?? 'delivery';
  const slots = {
    ...chooseSlots(random, customer.language, addressed(customer)),
    agent: request.agentNames[agent ?? 0]?.split(' ')[0] ?? '',
  };
  const turns = chapters.flatMap((chapter, index) => {
    const isLast = index === chapters.length - 1;
    const kept = isLast ? chapter.turns.slice(0, turnsToKeep(random, chapter, situation)) : chapter.turns;
    return kept.map((turn) => ({ ...turn, text: fillTurn(turn.text, slots), chapter: index }));
  });

  // Backwards from the last message, so that it lies where the situation wants it.
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
      situation === 'resolved' || situation === 'archived' ? end + random.between(2, 90) * MINUTE : null,
    snoozedUntil: situation === 'snoozed' ? now + random.between(2, 40) * HOUR : null,
    messages,
    unread: isUnread ? trailing : 0,
    tags: chooseTags(random, topic, customer),
    note:
      agent !== null && random.chance(0.35)
        ? {
            text: random.pick(notes[topic]),
            at: end - random.between(0, 2) * MINUTE,
            isPinned: random.chance(0.2),
          }
        : null,
  };
}

/** How agents address a customer: where people say "Sie" or "vous", not by the first name alone. */
function addressed({ name, language }: PlannedCustomer): string {
  const isFormal = language.locale === 'de' || language.locale === 'fr';
  return isFormal ? name : (name.split(' ')[0] ?? name);
}

/** Regular customers have written about other things before, within the same conversation. */
function chooseChapters(random: Random, customer: PlannedCustomer, situation: Situation): Dialogue[] {
  const last = random.pick(customer.language.dialogues);
  if (situation === 'waiting' || !customer.isRegular) return [last];
  return [
    ...Array.from({ length: random.between(2, 5) }, () => random.pick(customer.language.dialogues)),
    last,
  ];
}

function turnsToKeep(random: Random, { turns }: Dialogue, situation: Situation): number {
  if (situation === 'resolved' || situation === 'archived') return turns.length;
  if (situation === 'waiting') return turns.findIndex((turn) => turn.from === 'agent');
  const wanted = situation === 'open' ? 'customer' : 'agent';
  const ends = turns.flatMap((turn, index) =>
    turn.from === wanted && turns[index + 1]?.from !== wanted ? [index + 1] : [],
  );
  if (situation !== 'open' || ends.length === 1) return random.pick(ends);
  // An open conversation waits for an answer, so it rarely ends with the last thanks, and has mostly had an answer.
  if (ends.length === 2) return random.pick(ends);
  return random.pick(random.chance(0.8) ? ends.slice(1, -1) : ends);
}

function lastMessageAt(random: Random, situation: Situation, now: number): number {
  switch (situation) {
    case 'waiting':
      return now - random.between(1, 55) * MINUTE;
    case 'open':
      // Mostly this morning, some since yesterday.
      return now - Math.round(2 * MINUTE + random.next() ** 2.5 * 26 * HOUR);
    case 'pending':
    case 'snoozed':
      return now - Math.round(20 * MINUTE + random.next() ** 2 * 3 * DAY);
    case 'resolved':
      return now - Math.round(4 * HOUR + random.next() ** 1.6 * 45 * DAY);
    default:
      return now - random.between(70, 160) * DAY;
  }
}

type TimedTurn = Dialogue['turns'][number] & { chapter: number };

function gapBefore(random: Random, turn: TimedTurn, previous: TimedTurn | undefined): number {
  if (previous === undefined) return 0;
  if (previous.chapter !== turn.chapter) return random.between(3, 30) * DAY + random.between(0, 600) * MINUTE;
  const seconds = previous.from === turn.from ? random.between(20, 90) : random.between(50, 900);
  return seconds * 1000 + random.between(0, 999);
}

function statusOf(situation: Situation): ConversationStatus {
  if (situation === 'waiting') return 'new';
  return situation === 'snoozed' ? 'pending' : situation;
}

function choosePriority(random: Random, situation: Situation): ConversationPriority {
  if (situation === 'resolved' || situation === 'archived' || random.chance(0.78)) return 'none';
  return random.pick(['low', 'medium', 'medium', 'high', 'urgent']);
}

function chooseTags(random: Random, topic: Dialogue['topic'], customer: PlannedCustomer): TagName[] {
  const tags: TagName[] = [];
  const byTopic = tagOfTopic[topic];
  if (byTopic !== undefined && random.chance(0.7)) tags.push(byTopic);
  if (customer.isRegular) tags.push('VIP');
  if (topic === 'broken-item' && random.chance(0.5)) tags.push('Warranty');
  if ((topic === 'delivery' || topic === 'refund') && random.chance(0.15)) tags.push('Complaint');
  return tags;
}
