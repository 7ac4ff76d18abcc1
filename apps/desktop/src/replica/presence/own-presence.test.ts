import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SetPresenceInput } from '../../contract/presence.ts';
import { OwnPresence } from './own-presence.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function at(conversationId: number): SetPresenceInput {
  return { conversationId, activity: 'viewing' };
}

function open() {
  const sent: (number | null)[] = [];
  const presence = new OwnPresence(({ conversationId }) => {
    sent.push(conversationId);
    return Promise.reject(new Error('nobody hears it'));
  });
  presence.connected(true);
  return { sent, presence };
}

test('P1 who goes down the list is in the first conversation and in the last, and nowhere between', () => {
  const { sent, presence } = open();
  for (let id = 1; id <= 40; id += 1) presence.say(at(id));
  expect(sent).toEqual([1]);
  vi.advanceTimersByTime(300);
  expect(sent).toEqual([1, 40]);
  vi.advanceTimersByTime(10_000);
  presence.say(at(41));
  expect(sent).toEqual([1, 40, 41]);
});

test('P1 what waits when the account is closed is not said', () => {
  const { sent, presence } = open();
  presence.say(at(1));
  presence.say(at(2));
  presence.stop();
  vi.advanceTimersByTime(10_000);
  expect(sent).toEqual([1]);
});

test('P1 what waits when the connection goes, and what is said without one, is not said when it is back', () => {
  const { sent, presence } = open();
  presence.say(at(1));
  presence.say(at(2));
  presence.connected(false);
  presence.say(at(3));
  presence.connected(true);
  vi.advanceTimersByTime(10_000);
  expect(sent).toEqual([1]);
  presence.say(at(4));
  expect(sent).toEqual([1, 4]);
});
