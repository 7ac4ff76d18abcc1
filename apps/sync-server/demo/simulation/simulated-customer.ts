import type { Dialogue, Turn } from '../sample-data/dialogues/dialogue.ts';

/** Where a simulated customer stands in a conversation. Times are milliseconds. */
export type Mood =
  | { kind: 'idle' }
  /** Has something to say at `at`. */
  | { kind: 'writing'; at: number }
  /** Has asked and waits for an answer. */
  | { kind: 'waiting'; since: number };

export interface CustomerState {
  mood: Mood;
  dialogue: Dialogue | undefined;
  /** Index of the next turn in the dialogue. */
  next: number;
}

/** How long somebody waits for an answer before giving up. */
export const PATIENCE_MS = 12 * 60_000;

export const idleCustomer: CustomerState = { mood: { kind: 'idle' }, dialogue: undefined, next: 0 };

export function beginDialogue(dialogue: Dialogue, at: number): CustomerState {
  return { mood: { kind: 'writing', at }, dialogue, next: 0 };
}

/** The message that is due now, if there is one. */
export function dueTurn(state: CustomerState, now: number): Turn | undefined {
  return state.mood.kind === 'writing' && state.mood.at <= now
    ? state.dialogue?.turns[state.next]
    : undefined;
}

/** After a message was sent: says the next one soon when it is the customer's, otherwise waits for the agent. */
export function afterWriting(state: CustomerState, now: number, pauseMs: number): CustomerState {
  const next = state.next + 1;
  const turn = state.dialogue?.turns[next];
  if (turn === undefined) return idleCustomer;
  const mood: Mood =
    turn.from === 'customer' ? { kind: 'writing', at: now + pauseMs } : { kind: 'waiting', since: now };
  return { ...state, next, mood };
}

/** An agent answered: goes on after reading and typing. Whatever the agent wrote stands for what the dialogue expected. */
export function afterReply(state: CustomerState, now: number, pauseMs: number): CustomerState {
  if (state.mood.kind !== 'waiting' || state.dialogue === undefined) return state;
  const next = state.dialogue.turns.findIndex(
    (turn, index) => index > state.next && turn.from === 'customer',
  );
  return next === -1 ? idleCustomer : { ...state, next, mood: { kind: 'writing', at: now + pauseMs } };
}

export function afterPatience(state: CustomerState, now: number): CustomerState {
  return state.mood.kind === 'waiting' && now - state.mood.since > PATIENCE_MS ? idleCustomer : state;
}
