import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';
import { nextConnectionState } from './connection-machine.ts';
import type {
  ConnectionEvents,
  ConnectionEventType,
  ConnectionMachineState,
  ConnectionStateKind,
  ConnectionStates,
} from './connection-machine.ts';

const states: ConnectionStates = {
  'signed-out': { kind: 'signed-out' },
  offline: { kind: 'offline', since: 100, attempt: 3, retryAt: 900 },
  connecting: { kind: 'connecting', offlineSince: 100, attempt: 3 },
  'catching-up': { kind: 'catching-up', offlineSince: 100, attempt: 3 },
  live: { kind: 'live' },
  draining: { kind: 'draining', since: 100, retryAt: 900 },
  'needs-sign-in': { kind: 'needs-sign-in', code: 'HF_DEVICE_REVOKED' },
  outdated: { kind: 'outdated', code: 'HF_CLIENT_OUTDATED', retryAt: 900 },
};

const events: ConnectionEvents = {
  'signed-in': { type: 'signed-in' },
  'signed-out': { type: 'signed-out' },
  'retry-due': { type: 'retry-due' },
  'connect-now': { type: 'connect-now' },
  welcomed: { type: 'welcomed' },
  'caught-up': { type: 'caught-up' },
  lost: { type: 'lost', at: 1000, random: 0.5 },
  drained: { type: 'drained', at: 1000, reconnectAfterMs: 50 },
  'sign-in-required': { type: 'sign-in-required', code: 'HF_REFRESH_TOKEN_INVALID' },
  outdated: { type: 'outdated', code: 'HF_CLIENT_OUTDATED', at: 1000 },
};

/** Every pair of state and event; a missing one is a type error. `same`: the same object is returned. */
const expected: Record<ConnectionStateKind, Record<ConnectionEventType, ConnectionStateKind | 'same'>> = {
  'signed-out': { ...always('same'), 'signed-in': 'connecting' },
  offline: {
    ...always('same'),
    'signed-in': 'connecting',
    'signed-out': 'signed-out',
    'retry-due': 'connecting',
    'connect-now': 'connecting',
  },
  connecting: {
    ...always('same'),
    'signed-in': 'connecting',
    'signed-out': 'signed-out',
    'connect-now': 'connecting',
    welcomed: 'catching-up',
    lost: 'offline',
    drained: 'draining',
    'sign-in-required': 'needs-sign-in',
    outdated: 'outdated',
  },
  'catching-up': {
    ...always('same'),
    'signed-out': 'signed-out',
    'caught-up': 'live',
    lost: 'offline',
    drained: 'draining',
    'sign-in-required': 'needs-sign-in',
    outdated: 'outdated',
  },
  live: {
    ...always('same'),
    'signed-out': 'signed-out',
    lost: 'offline',
    drained: 'draining',
    'sign-in-required': 'needs-sign-in',
    outdated: 'outdated',
  },
  draining: {
    ...always('same'),
    'signed-in': 'connecting',
    'signed-out': 'signed-out',
    'retry-due': 'connecting',
    'sign-in-required': 'needs-sign-in',
    outdated: 'outdated',
  },
  'needs-sign-in': {
    ...always('same'),
    'signed-in': 'connecting',
    'signed-out': 'signed-out',
    'sign-in-required': 'needs-sign-in',
  },
  outdated: {
    ...always('same'),
    'signed-in': 'connecting',
    'signed-out': 'signed-out',
    'retry-due': 'connecting',
    'connect-now': 'connecting',
  },
};

describe('the connection machine', () => {
  for (const state of Object.values(states)) {
    it(`D6 handles every event in state ${state.kind}`, () => {
      const results = Object.values(events).map((event) => {
        const after = nextConnectionState(state, event);
        return [event.type, after === state ? 'same' : after.kind];
      });
      expect(Object.fromEntries(results)).toEqual(expected[state.kind]);
    });
  }

  it('D6 keeps the start of the offline time during failed attempts, and counts the attempts', () => {
    const failed = nextConnectionState(states.connecting, events.lost);
    expect(failed).toEqual({ kind: 'offline', since: 100, attempt: 4, retryAt: 1000 + backoffMs(4, 0.5) });
  });

  it('D6 keeps counting attempts if the connection fails after the welcome, and restarts at 1 once caught up', () => {
    let state: ConnectionMachineState = states.connecting;
    for (const event of [events.welcomed, events.lost] as const) state = nextConnectionState(state, event);
    expect(state).toMatchObject({ kind: 'offline', attempt: 4 });
    for (const type of ['retry-due', 'welcomed', 'caught-up', 'lost'] as const) {
      state = nextConnectionState(state, events[type]);
    }
    expect(state).toMatchObject({ kind: 'offline', attempt: 1, since: 1000 });
  });

  it('D6 reconnects to a draining server after the delay that it sent', () => {
    expect(nextConnectionState(states.live, events.drained)).toEqual({
      kind: 'draining',
      since: 1000,
      retryAt: 1050,
    });
  });
});

describe('the backoff', () => {
  it('D6 is random up to a ceiling that doubles per attempt', () => {
    expect([1, 2, 3, 4].map((attempt) => backoffMs(attempt, 0.999_999))).toEqual([500, 1000, 2000, 4000]);
    expect(backoffMs(7, 0)).toBe(0);
  });

  it('D6 has a maximum of 30 s', () => {
    expect(backoffMs(50, 0.999_999)).toBe(30_000);
  });
});

function always(kind: 'same'): Record<ConnectionEventType, 'same'> {
  return {
    'signed-in': kind,
    'signed-out': kind,
    'retry-due': kind,
    'connect-now': kind,
    welcomed: kind,
    'caught-up': kind,
    lost: kind,
    drained: kind,
    'sign-in-required': kind,
    outdated: kind,
  };
}
