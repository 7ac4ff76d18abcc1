import type { Dialogue, Turn } from '../sample-data/dialogues/dialogue.ts';

/** State of a simulated customer in a dialogue. Times are Unix milliseconds. */
export type Mood =
  | { kind: 'idle' }
  /** Writes the next message at `at`. */
  | { kind: 'writing'; at: number }
  /** Waits for the agent's reply. */
  | { kind: 'waiting'; since: number };

export interface CustomerState {
  mood: Mood;
  dialogue: Dialogue | undefined;
  /** Index of the next turn in the dialogue. */
  next: number;
}

/** Time in milliseconds after which a customer without a reply becomes idle. */
export const replyTimeoutMs = 12 * 60_000;

export const idleCustomer: CustomerState = { mood: { kind: 'idle' }, dialogue: undefined, next: 0 };

export function beginDialogue(dialogue: Dialogue, at: number): CustomerState {
  return { mood: { kind: 'writing', at }, dialogue, next: 0 };
}

/** Returns the turn that is due now, if there is one. */
export function dueTurn(state: CustomerState, now: number): Turn | undefined {
  return state.mood.kind === 'writing' && state.mood.at <= now
    ? state.dialogue?.turns[state.next]
    : undefined;
}

/** State after a message was sent: the customer's next turn follows soon, an agent's turn is awaited. */
export function afterWriting(state: CustomerState, now: number, pauseMs: number): CustomerState {
  const next = state.next + 1;
  const turn = state.dialogue?.turns[next];
  if (turn === undefined) return idleCustomer;
  const mood: Mood =
    turn.from === 'customer' ? { kind: 'writing', at: now + pauseMs } : { kind: 'waiting', since: now };
  return { ...state, next, mood };
}

/**
 * State after an agent's reply: the customer continues after reading and typing. The content of the reply does not
 * matter.
 */
export function afterReply(state: CustomerState, now: number, pauseMs: number): CustomerState {
  if (state.mood.kind !== 'waiting' || state.dialogue === undefined) return state;
  const next = state.dialogue.turns.findIndex(
    (turn, index) => index > state.next && turn.from === 'customer',
  );
  return next === -1 ? idleCustomer : { ...state, next, mood: { kind: 'writing', at: now + pauseMs } };
}

export function afterReplyTimeout(state: CustomerState, now: number): CustomerState {
  return state.mood.kind === 'waiting' && now - state.mood.since > replyTimeoutMs ? idleCustomer : state;
}
