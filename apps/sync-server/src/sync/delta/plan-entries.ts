import type { HeldScope } from '@holdfast/schema/domain/scope';

/** What a replica is to come to hold and does not. Each list begins with what is wanted first. */
export interface EntriesWanted {
  /** The agent's own conversations that are not held whole. */
  readonly mine: readonly number[];
  readonly queue: readonly number[];
  /** Those of them whose header the replica has. */
  readonly known: ReadonlyMap<number, HeldScope>;
}

/** What enters with one delta. */
export interface EntryPlan {
  readonly whole: readonly number[];
  /** Of the agent's own, by their header so far. */
  readonly headers: readonly number[];
  readonly queue: readonly number[];
  /** How many of the scope are still to come, or to come whole. */
  readonly remaining: number;
}

/** Bytes of the windows of conversations; one that is not in it was not measured and does not fit. */
export type WindowSizes = ReadonlyMap<number, number>;

/** Bytes of a header with its customer, about. A delta that comes out larger than its budget is planned again. */
const headerBytes = 500;
/** As many enter whole at once, as far as the budget goes: a move while the agent watches (rule S4). */
const smallMove = 20;
/** With the first headers, as many of the newest enter whole: what the agent sees and opens first. */
const newest = 50;

/**
 * Pure: what enters now (rule D4). All at once, if it is a small move. Else first every header, with the newest
 * conversations whole as far as half of the budget goes; then the others whole, in order. Where there is any budget,
 * something enters, be it larger than that.
 */
export function planEntries(wanted: EntriesWanted, sizes: WindowSizes, budget: number): EntryPlan {
  const { mine, queue, known } = wanted;
  if (isSmallMove(wanted)) {
    const unknown = [...mine, ...queue].filter((id) => !known.has(id)).length;
    const fits = take(mine, sizes, budget - unknown * headerBytes).length === mine.length;
    if (fits) return { whole: mine, headers: [], queue, remaining: 0 };
  }
  const whole = takeWhole(wanted, sizes, budget);
  const isWhole = new Set(whole);
  const others = mine.filter((id) => !isWhole.has(id));
  const spent = whole.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
  const atLeast = budget > 0 && whole.length === 0 ? 1 : 0;
  const room = Math.max(Math.floor((budget - spent) / headerBytes), atLeast);
  const headersNow = others.filter((id) => !known.has(id)).slice(0, room);
  const queueNow = queue.filter((id) => !known.has(id)).slice(0, room - headersNow.length);
  // A header that is there already takes its new scope with it at once: it costs nothing.
  const headers = [...headersNow, ...others.filter((id) => known.get(id) === 'queue')];
  const queued = [...queueNow, ...queue.filter((id) => known.has(id))];
  return {
    whole,
    headers,
    queue: queued,
    remaining: others.length + queue.length - queued.length,
  };
}

/** The conversations that may enter whole now, in order: their windows are worth measuring. */
export function wholeCandidates(wanted: EntriesWanted): readonly number[] {
  const { mine } = wanted;
  if (isSmallMove(wanted) || !hasUnknown(wanted)) return mine;
  const hasBegun = mine.some((id) => wanted.known.get(id) === 'header');
  return hasBegun ? [] : mine.slice(0, newest);
}

function takeWhole(wanted: EntriesWanted, sizes: WindowSizes, budget: number): readonly number[] {
  const candidates = wholeCandidates(wanted);
  if (hasUnknown(wanted)) return take(candidates, sizes, budget / 2);
  const fitting = take(candidates, sizes, budget);
  return fitting.length > 0 || budget <= 0 ? fitting : candidates.slice(0, 1);
}

/** As many, from the first on, as fit. */
function take(ids: readonly number[], sizes: WindowSizes, budget: number): readonly number[] {
  let left = budget;
  const end = ids.findIndex((id) => {
    left -= sizes.get(id) ?? Number.POSITIVE_INFINITY;
    return left < 0;
  });
  return end === -1 ? ids : ids.slice(0, end);
}

function isSmallMove({ mine, queue }: EntriesWanted): boolean {
  return mine.length + queue.length <= smallMove;
}

function hasUnknown({ mine, queue, known }: EntriesWanted): boolean {
  return mine.some((id) => !known.has(id)) || queue.some((id) => !known.has(id));
}
