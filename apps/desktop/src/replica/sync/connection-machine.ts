import { backoffMs } from './backoff.ts';

/** The state of an account's connection. Times are milliseconds on a monotonic clock: see `connectionView`. */
export type ConnectionStates = {
  /** No user is signed in. */
  'signed-out': { readonly kind: 'signed-out' };
  /** Waiting for the next attempt. `attempt` counts failures in a row. */
  offline: {
    readonly kind: 'offline';
    readonly since: number;
    readonly attempt: number;
    readonly retryAt: number;
  };
  connecting: { readonly kind: 'connecting'; readonly offlineSince: number | null; readonly attempt: number };
  /** The server sent the welcome; the first delta is not committed yet. */
  'catching-up': {
    readonly kind: 'catching-up';
    readonly offlineSince: number | null;
    readonly attempt: number;
  };
  live: { readonly kind: 'live' };
  /** The server is stopping and sent the time to reconnect. */
  draining: { readonly kind: 'draining'; readonly since: number; readonly retryAt: number };
  /** The server is reachable and does not accept this device's sign-in. */
  'needs-sign-in': { readonly kind: 'needs-sign-in'; readonly code: string };
  /** Server and app have incompatible versions. Tried again every 10 minutes, because one of them can be updated. */
  outdated: { readonly kind: 'outdated'; readonly code: string; readonly retryAt: number };
};

export type ConnectionEvents = {
  'signed-in': { readonly type: 'signed-in' };
  'signed-out': { readonly type: 'signed-out' };
  /** The time of `retryAt` was reached. */
  'retry-due': { readonly type: 'retry-due' };
  /** The network is back or the machine woke up: connect without waiting for `retryAt`. */
  'connect-now': { readonly type: 'connect-now' };
  welcomed: { readonly type: 'welcomed' };
  /** The first delta of this connection has been committed. */
  'caught-up': { readonly type: 'caught-up' };
  /** The attempt or the connection ended. `random` is from 0 to under 1. */
  lost: { readonly type: 'lost'; readonly at: number; readonly random: number };
  drained: { readonly type: 'drained'; readonly at: number; readonly reconnectAfterMs: number };
  'sign-in-required': { readonly type: 'sign-in-required'; readonly code: string };
  outdated: { readonly type: 'outdated'; readonly code: string; readonly at: number };
};

export type ConnectionStateKind = keyof ConnectionStates;
export type ConnectionEventType = keyof ConnectionEvents;
export type ConnectionMachineState = ConnectionStates[ConnectionStateKind];
export type ConnectionEvent = ConnectionEvents[ConnectionEventType];

/** Pure. Returns the state after an event. The table has an entry for every pair; a missing one is a type error. */
export function nextConnectionState(
  state: ConnectionMachineState,
  event: ConnectionEvent,
): ConnectionMachineState {
  // The row fits the state and the cell fits the event. The compiler cannot infer that through two lookups.
  const row = table[state.kind] as Record<ConnectionEventType, Cell<ConnectionMachineState, ConnectionEvent>>;
  return row[event.type](state, event);
}

type Cell<State, Event> = (state: State, event: Event) => ConnectionMachineState;

type Table = {
  readonly [Kind in ConnectionStateKind]: {
    readonly [Type in ConnectionEventType]: Cell<ConnectionStates[Kind], ConnectionEvents[Type]>;
  };
};

const outdatedRetryMs = 10 * 60_000;

const stay = (state: ConnectionMachineState) => state;
const toSignedOut = (): ConnectionMachineState => ({ kind: 'signed-out' });
const reconnect = (): ConnectionMachineState => ({ kind: 'connecting', offlineSince: null, attempt: 0 });
const toLive = (): ConnectionMachineState => ({ kind: 'live' });

const toNeedsSignIn = (
  _state: unknown,
  { code }: ConnectionEvents['sign-in-required'],
): ConnectionMachineState => ({
  kind: 'needs-sign-in',
  code,
});

const toOutdated = (_state: unknown, { code, at }: ConnectionEvents['outdated']): ConnectionMachineState => ({
  kind: 'outdated',
  code,
  retryAt: at + outdatedRetryMs,
});

const toDraining = (_state: unknown, event: ConnectionEvents['drained']): ConnectionMachineState => ({
  kind: 'draining',
  since: event.at,
  retryAt: event.at + event.reconnectAfterMs,
});

function offlineAfter(
  attempt: number,
  since: number,
  event: ConnectionEvents['lost'],
): ConnectionMachineState {
  return { kind: 'offline', since, attempt, retryAt: event.at + backoffMs(attempt, event.random) };
}

/** A failed attempt: the count and the start of the offline time are kept. */
const attemptFailed = (
  state: { readonly offlineSince: number | null; readonly attempt: number },
  event: ConnectionEvents['lost'],
) => offlineAfter(state.attempt + 1, state.offlineSince ?? event.at, event);

const table: Table = {
  'signed-out': {
    'signed-in': reconnect,
    'signed-out': stay,
    'retry-due': stay,
    'connect-now': stay,
    welcomed: stay,
    'caught-up': stay,
    lost: stay,
    drained: stay,
    'sign-in-required': stay,
    outdated: stay,
  },
  offline: {
    'signed-in': reconnect,
    'signed-out': toSignedOut,
    'retry-due': ({ since, attempt }) => ({ kind: 'connecting', offlineSince: since, attempt }),
    'connect-now': ({ since }) => ({ kind: 'connecting', offlineSince: since, attempt: 0 }),
    welcomed: stay,
    'caught-up': stay,
    lost: stay,
    drained: stay,
    'sign-in-required': stay,
    outdated: stay,
  },
  connecting: {
    'signed-in': reconnect,
    'signed-out': toSignedOut,
    'retry-due': stay,
    // An attempt that began before the network came back can hang: begin another.
    'connect-now': ({ offlineSince }) => ({ kind: 'connecting', offlineSince, attempt: 0 }),
    welcomed: ({ offlineSince, attempt }) => ({ kind: 'catching-up', offlineSince, attempt }),
    'caught-up': stay,
    lost: attemptFailed,
    drained: toDraining,
    'sign-in-required': toNeedsSignIn,
    outdated: toOutdated,
  },
  'catching-up': {
    'signed-in': stay,
    'signed-out': toSignedOut,
    'retry-due': stay,
    'connect-now': stay,
    welcomed: stay,
    'caught-up': toLive,
    // If a server fails after each welcome, the count must keep rising, or the device would reconnect in a tight loop.
    lost: attemptFailed,
    drained: toDraining,
    'sign-in-required': toNeedsSignIn,
    outdated: toOutdated,
  },
  live: {
    'signed-in': stay,
    'signed-out': toSignedOut,
    'retry-due': stay,
    'connect-now': stay,
    welcomed: stay,
    'caught-up': stay,
    lost: (_state, event) => offlineAfter(1, event.at, event),
    drained: toDraining,
    'sign-in-required': toNeedsSignIn,
    outdated: toOutdated,
  },
  draining: {
    'signed-in': reconnect,
    'signed-out': toSignedOut,
    'retry-due': ({ since }) => ({ kind: 'connecting', offlineSince: since, attempt: 0 }),
    'connect-now': stay,
    welcomed: stay,
    'caught-up': stay,
    lost: stay,
    drained: stay,
    'sign-in-required': toNeedsSignIn,
    outdated: toOutdated,
  },
  'needs-sign-in': {
    'signed-in': reconnect,
    'signed-out': toSignedOut,
    'retry-due': stay,
    'connect-now': stay,
    welcomed: stay,
    'caught-up': stay,
    lost: stay,
    drained: stay,
    'sign-in-required': toNeedsSignIn,
    outdated: stay,
  },
  outdated: {
    'signed-in': reconnect,
    'signed-out': toSignedOut,
    'retry-due': reconnect,
    'connect-now': reconnect,
    welcomed: stay,
    'caught-up': stay,
    lost: stay,
    drained: stay,
    'sign-in-required': stay,
    outdated: stay,
  },
};
