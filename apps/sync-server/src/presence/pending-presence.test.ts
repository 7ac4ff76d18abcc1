import { expect, test } from 'vitest';

import type { People } from './presence-state.ts';
import { PendingPresence } from './pending-presence.ts';

/** A PendingPresence, and the people that it looks up. */
function openPending() {
  const people = new Map<number, People>();
  return { people, pending: new PendingPresence((id) => people.get(id) ?? []) };
}

const ada = { userId: 1, activity: 'viewing' } as const;

test('P1 after many changes only the current presence is sent, once', () => {
  const { people, pending } = openPending();
  for (let n = 0; n < 100; n += 1) {
    people.set(7, [{ userId: n, activity: 'viewing' }]);
    pending.markChanged(7);
  }
  people.set(7, [ada]);
  expect([...pending.drain()]).toEqual([{ type: 'presence', conversationId: 7, people: [ada] }]);
  expect([...pending.drain()]).toEqual([]);
});

test('P1 presence equal to what was sent last is not sent again, also if it changed in between', () => {
  const { people, pending } = openPending();
  people.set(7, [ada]);
  expect(pending.markChanged(7)).toBe(true);
  people.set(7, []);
  expect(pending.markChanged(7)).toBe(false);
  people.set(7, [ada]);
  pending.markChanged(7);
  expect([...pending.drain()]).toHaveLength(1);
  expect(pending.markChanged(7)).toBe(false);
});

test('P1 an empty list is sent when the last user leaves, and a conversation that was forgotten is sent again', () => {
  const { people, pending } = openPending();
  people.set(7, [ada]);
  pending.markChanged(7);
  expect([...pending.drain()]).toHaveLength(1);
  pending.forget(7);
  expect(pending.markChanged(7)).toBe(true);
  expect([...pending.drain()]).toHaveLength(1);
  people.set(7, []);
  pending.markChanged(7);
  expect([...pending.drain()]).toEqual([{ type: 'presence', conversationId: 7, people: [] }]);
});
