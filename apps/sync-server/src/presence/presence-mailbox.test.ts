import { expect, test } from 'vitest';

import type { People } from './presence-board.ts';
import { PresenceMailbox } from './presence-mailbox.ts';

/** A mailbox, and the people whom the board would name. */
function openMailbox() {
  const people = new Map<number, People>();
  return { people, mailbox: new PresenceMailbox((id) => people.get(id) ?? []) };
}

const ada = { userId: 1, activity: 'viewing' } as const;

test('P1 of what changed while nothing could be told, how it is now is told, once', () => {
  const { people, mailbox } = openMailbox();
  for (let n = 0; n < 100; n += 1) {
    people.set(7, [{ userId: n, activity: 'viewing' }]);
    mailbox.changed(7);
  }
  people.set(7, [ada]);
  expect([...mailbox.take()]).toEqual([{ type: 'presence', conversationId: 7, people: [ada] }]);
  expect([...mailbox.take()]).toEqual([]);
});

test('P1 what is as it was told is not told again, nor who came and went in between', () => {
  const { people, mailbox } = openMailbox();
  people.set(7, [ada]);
  expect(mailbox.changed(7)).toBe(true);
  people.set(7, []);
  expect(mailbox.changed(7)).toBe(false);
  people.set(7, [ada]);
  mailbox.changed(7);
  expect([...mailbox.take()]).toHaveLength(1);
  expect(mailbox.changed(7)).toBe(false);
});

test('P1 the last one to go is told, and who is in a conversation that comes back is told anew', () => {
  const { people, mailbox } = openMailbox();
  people.set(7, [ada]);
  mailbox.changed(7);
  expect([...mailbox.take()]).toHaveLength(1);
  mailbox.left(7);
  expect(mailbox.changed(7)).toBe(true);
  expect([...mailbox.take()]).toHaveLength(1);
  people.set(7, []);
  mailbox.changed(7);
  expect([...mailbox.take()]).toEqual([{ type: 'presence', conversationId: 7, people: [] }]);
});
