import { describe, expect, test } from 'vitest';

import { PresenceState } from './presence-state.ts';
import type { PresenceUpdate } from './presence-state.ts';

const [ada, bert, cleo] = [1, 2, 3] as const;
const noUser = 0;
const lifetimes = { viewing: 15_000, typing: 6_000 };

function updateOf(
  userId: number,
  conversationId: number | null,
  more: Partial<PresenceUpdate> = {},
): PresenceUpdate {
  return { sessionId: `session of ${userId}`, userId, conversationId, activity: 'viewing', ...more };
}

function open(...updates: PresenceUpdate[]): PresenceState {
  const state = new PresenceState(lifetimes);
  for (const update of updates) state.update(update, 0);
  return state;
}

describe('P1 presence of one tenant', () => {
  test('P1 peopleIn lists every other user once, ordered by id; typing on any device wins over viewing', () => {
    const state = open(
      updateOf(cleo, 7),
      updateOf(bert, 7),
      updateOf(bert, 7, { sessionId: 'another device of 2', activity: 'typing' }),
      updateOf(ada, 7),
      updateOf(cleo, 8, { sessionId: 'another device of 3' }),
    );
    expect(state.peopleIn(7, ada)).toEqual([
      { userId: bert, activity: 'typing' },
      { userId: cleo, activity: 'viewing' },
    ]);
    expect(state.peopleIn(8, cleo)).toEqual([]);
  });

  test('P1 an update returns the conversations that changed, and a renewal returns none', () => {
    const state = open();
    expect(state.update(updateOf(ada, 7), 0)).toEqual(new Set([7]));
    expect(state.update(updateOf(ada, 7), 1)).toEqual(new Set());
    expect(state.update(updateOf(ada, 7, { activity: 'typing' }), 2)).toEqual(new Set([7]));
    expect(state.update(updateOf(ada, 8), 3)).toEqual(new Set([7, 8]));
    expect(state.update(updateOf(ada, null), 4)).toEqual(new Set([8]));
    expect(state.update(updateOf(ada, null), 5)).toEqual(new Set());
    expect([state.isEmpty, [...state.occupiedConversations()]]).toEqual([true, []]);
  });

  test('P1 presence expires after 15 s without renewal, and not earlier', () => {
    const state = open(updateOf(ada, 7));
    expect(state.expire(14_999)).toEqual(new Set());
    expect(state.peopleIn(7, noUser)).toEqual([{ userId: ada, activity: 'viewing' }]);
    expect(state.expire(15_000)).toEqual(new Set([7]));
    expect(state.peopleIn(7, noUser)).toEqual([]);
    expect(state.isEmpty).toBe(true);
  });

  test('P1 renewed presence does not expire', () => {
    const state = open(updateOf(ada, 7));
    for (let now = 5_000; now <= 60_000; now += 5_000) {
      state.update(updateOf(ada, 7), now);
      expect(state.expire(now + 4_999)).toEqual(new Set());
    }
  });

  test('P1 typing becomes viewing after 6 s without renewal, and viewing expires after 15 s', () => {
    const state = open(updateOf(ada, 7, { activity: 'typing' }));
    expect(state.expire(5_999)).toEqual(new Set());
    expect(state.expire(6_000)).toEqual(new Set([7]));
    expect(state.peopleIn(7, noUser)).toEqual([{ userId: ada, activity: 'viewing' }]);
    expect(state.expire(14_999)).toEqual(new Set());
    expect(state.update(updateOf(ada, 7, { activity: 'typing' }), 14_999)).toEqual(new Set([7]));
    expect(state.expire(20_998)).toEqual(new Set());
  });

  test('P1 peopleIn lists at most 20 users', () => {
    const fiftyUpdates = Array.from({ length: 50 }, (_, n) => updateOf(n + 1, 7));
    expect(open(...fiftyUpdates).peopleIn(7, noUser)).toHaveLength(20);
  });
});
