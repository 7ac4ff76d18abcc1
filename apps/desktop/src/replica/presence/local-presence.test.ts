import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SetPresenceInput } from '../../contract/presence.ts';
import { LocalPresence } from './local-presence.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function at(conversationId: number): SetPresenceInput {
  return { conversationId, activity: 'viewing' };
}

function open() {
  const sent: (number | null)[] = [];
  const presence = new LocalPresence(({ conversationId }) => {
    sent.push(conversationId);
    return Promise.reject(new Error('no connection'));
  });
  presence.connected(true);
  return { sent, presence };
}

test('P1 of 40 conversations selected at once, only the first and the last are sent', () => {
  const { sent, presence } = open();
  for (let id = 1; id <= 40; id += 1) presence.update(at(id));
  expect(sent).toEqual([1]);
  vi.advanceTimersByTime(300);
  expect(sent).toEqual([1, 40]);
  vi.advanceTimersByTime(10_000);
  presence.update(at(41));
  expect(sent).toEqual([1, 40, 41]);
});

test('P1 a waiting update is not sent after the account is closed', () => {
  const { sent, presence } = open();
  presence.update(at(1));
  presence.update(at(2));
  presence.stop();
  vi.advanceTimersByTime(10_000);
  expect(sent).toEqual([1]);
});

test('P1 an update that waited when the connection was lost, or was made without one, is not sent later', () => {
  const { sent, presence } = open();
  presence.update(at(1));
  presence.update(at(2));
  presence.connected(false);
  presence.update(at(3));
  presence.connected(true);
  vi.advanceTimersByTime(10_000);
  expect(sent).toEqual([1]);
  presence.update(at(4));
  expect(sent).toEqual([1, 4]);
});
