import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { SetPresenceInput } from '../../contract/presence.ts';
import { reportPresence } from './report-presence.ts';

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
  const presence = reportPresence({ conversationId: 7, say: (statement) => said.push(written(statement)) });
  /** The reports since the last call. */
  return { presence, since: () => said.splice(0) };
}

function written({ conversationId, activity }: SetPresenceInput): string {
  return conversationId === null ? 'gone' : `${activity} ${conversationId}`;
}

function focus(has: boolean): void {
  hasFocus = has;
  window.dispatchEvent(new Event(has ? 'focus' : 'blur'));
}

test('P1 an open conversation is reported at once, again every five seconds, and withdrawn', () => {
  const { presence, since } = open();
  expect(since()).toEqual(['viewing 7']);
  vi.advanceTimersByTime(14_999);
  expect(since()).toEqual(['viewing 7', 'viewing 7']);
  presence.stop();
  vi.advanceTimersByTime(60_000);
  expect(since()).toEqual(['gone']);
});

test('P1 a window without the focus reports nothing, and its presence is withdrawn once', () => {
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

test('P1 typing is reported at intervals, not per key, and ends with a pause', () => {
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

test('P1 typing in a window that had lost the focus reports presence again', () => {
  const { presence, since } = open();
  focus(false);
  since();
  hasFocus = true;
  presence.typed();
  expect(since()).toEqual(['viewing 7', 'typing 7']);
  presence.stop();
});
