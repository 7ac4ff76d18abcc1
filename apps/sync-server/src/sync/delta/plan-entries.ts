import type { HeldScope } from '@holdfast/schema/domain/scope';

/** Conversations that the replica must still receive. Each list is in the order of sending. */
export interface EntriesRequest {
  /** Conversations of the agent that are not held whole. */
  readonly mine: readonly number[];
  readonly queue: readonly number[];
  /** Conversations of both lists whose header the replica has. */
  readonly known: ReadonlyMap<number, HeldScope>;
}

/** The conversations that enter with one delta. */
export interface EntryPlan {
  readonly whole: readonly number[];
  /** Conversations of the agent that enter as a header only, for now. */
  readonly headers: readonly number[];
  readonly queue: readonly number[];
  /** Number of conversations that are still to be sent, or to be sent whole. */
  readonly remaining: number;
}

/** Window sizes in bytes by conversation id. A conversation without an entry was not measured and does not fit. */
export type WindowSizes = ReadonlyMap<number, number>;

/** Estimated bytes of a header with its customer. A delta that comes out larger than its budget is planned again. */
const headerBytes = 500;
/** Up to this many conversations enter whole at once, within the budget (rule S4). */
const maxSmallMove = 20;
/** This many of the newest conversations enter whole with the first headers. The agent sees and opens them first. */
const newestFirstCount = 50;

/**
 * Pure: plans the conversations of one delta (rule D4). A small move enters at once if it fits. Otherwise all headers
 * enter first, with the newest conversations whole within half of the budget; then the others enter whole, in order. If
 * the budget is above 0, at least one conversation enters, even if it is larger.
 */
export function planEntries(wanted: EntriesRequest, sizes: WindowSizes, budget: number): EntryPlan {
  const { mine, queue, known } = wanted;
  if (isSmallMove(wanted)) {
    const unknown = [...mine, ...queue].filter((id) => !known.has(id)).length;
    const fits = selectWithin(mine, sizes, budget - unknown * headerBytes).length === mine.length;
    if (fits) return { whole: mine, headers: [], queue, remaining: 0 };
  }
  const whole = selectWhole(wanted, sizes, budget);
  const isWhole = new Set(whole);
  const others = mine.filter((id) => !isWhole.has(id));
  const spent = whole.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
  const minRoom = budget > 0 && whole.length === 0 ? 1 : 0;
  const room = Math.max(Math.floor((budget - spent) / headerBytes), minRoom);
  const headersNow = others.filter((id) => !known.has(id)).slice(0, room);
  const queueNow = queue.filter((id) => !known.has(id)).slice(0, room - headersNow.length);
  // A conversation whose header is held only changes its scope: that needs no rows.
  const headers = [...headersNow, ...others.filter((id) => known.get(id) === 'queue')];
  const queued = [...queueNow, ...queue.filter((id) => known.has(id))];
  return {
    whole,
    headers,
    queue: queued,
    remaining: others.length + queue.length - queued.length,
  };
}

/** The conversations that can enter whole now, in order. Only their windows have to be measured. */
export function wholeCandidates(wanted: EntriesRequest): readonly number[] {
  const { mine } = wanted;
  if (isSmallMove(wanted) || !hasUnknown(wanted)) return mine;
  const hasBegun = mine.some((id) => wanted.known.get(id) === 'header');
  return hasBegun ? [] : mine.slice(0, newestFirstCount);
}

function selectWhole(wanted: EntriesRequest, sizes: WindowSizes, budget: number): readonly number[] {
  const candidates = wholeCandidates(wanted);
  if (hasUnknown(wanted)) return selectWithin(candidates, sizes, budget / 2);
  const fitting = selectWithin(candidates, sizes, budget);
  return fitting.length > 0 || budget <= 0 ? fitting : candidates.slice(0, 1);
}

/** The longest prefix of `ids` whose sizes fit into the budget. */
function selectWithin(ids: readonly number[], sizes: WindowSizes, budget: number): readonly number[] {
  let left = budget;
  const end = ids.findIndex((id) => {
    left -= sizes.get(id) ?? Number.POSITIVE_INFINITY;
    return left < 0;
  });
  return end === -1 ? ids : ids.slice(0, end);
}

function isSmallMove({ mine, queue }: EntriesRequest): boolean {
  return mine.length + queue.length <= maxSmallMove;
}

function hasUnknown({ mine, queue, known }: EntriesRequest): boolean {
  return mine.some((id) => !known.has(id)) || queue.some((id) => !known.has(id));
}
