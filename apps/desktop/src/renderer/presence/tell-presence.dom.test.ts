import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { SetPresenceInput } from '../../contract/presence.ts';
import { tellPresence } from './tell-presence.ts';

let hasFocus = true;

beforeEach(() => {
  hasFocus = true;
  vi.useFakeTimers();
  vi.spyOn(document, 'hasFocus').mockImplementation(() => hasFocus);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function open() {
  const said: string[] = [];
  const presence = tellPresence({ conversationId: 7, say: (statement) => said.push(written(statement)) });
  /** What was said since the last time. */
  return { presence, since: () => said.splice(0) };
}

function written({ conversationId, activity }: SetPresenceInput): string {
  return conversationId === null ? 'gone' : `${activity} ${conversationId}`;
}

function focus(has: boolean): void {
  hasFocus = has;
  window.dispatchEvent(new Event(has ? 'focus' : 'blur'));
}

test('P1 who has a conversation open says so at once, again every five seconds, and takes it back', () => {
  const { presence, since } = open();
  expect(since()).toEqual(['viewing 7']);
  vi.advanceTimersByTime(14_999);
  expect(since()).toEqual(['viewing 7', 'viewing 7']);
  presence.stop();
  vi.advanceTimersByTime(60_000);
  expect(since()).toEqual(['gone']);
});

test('P1 a window without the focus is nowhere, and says so once', () => {
  hasFocus = false;
  const { presence, since } = open();
  vi.advanceTimersByTime(60_000);
  expect(since()).toEqual([]);
  focus(true);
  expect(since()).toEqual(['viewing 7']);
  focus(false);
  focus(false);
  vi.advanceTimersByTime(60_000);
  presence.stop();
  expect(since()).toEqual(['gone']);
});

test('P1 typing is said while it lasts, not with each key, and ends with the pause after it', () => {
  const { presence, since } = open();
  since();
  for (let key = 0; key < 30; key += 1) {
    presence.typed();
    vi.advanceTimersByTime(150);
  }
  const during = since();
  expect(new Set(during)).toEqual(new Set(['typing 7']));
  expect(during.length).toBeLessThanOrEqual(3);
  vi.advanceTimersByTime(4_000);
  expect(since().at(-1)).toBe('viewing 7');
  presence.stop();
});

test('P1 who types in a window that had lost the focus is back', () => {
  const { presence, since } = open();
  focus(false);
  since();
  hasFocus = true;
  presence.typed();
  expect(since()).toEqual(['viewing 7', 'typing 7']);
  presence.stop();
});
