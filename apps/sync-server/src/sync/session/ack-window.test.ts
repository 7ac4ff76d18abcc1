import { expect, test } from 'vitest';
import { AckWindow } from './ack-window.ts';

test('D3 a batch that exceeds the limit together with unacknowledged batches waits for an acknowledgement', () => {
  const window = new AckWindow(100);
  window.sent(1, 60);
  expect([window.hasRoomFor(40), window.hasRoomFor(41)]).toEqual([true, false]);
  window.sent(2, 40);
  expect(window.hasRoomFor(1)).toBe(false);
  window.acknowledged(1);
  expect(window.hasRoomFor(60)).toBe(true);
});

test('D3 a single batch larger than the limit is sent when nothing else is unacknowledged', () => {
  const window = new AckWindow(100);
  expect(window.hasRoomFor(500)).toBe(true);
  window.sent(1, 500);
  expect(window.hasRoomFor(1)).toBe(false);
  window.acknowledged(1);
  expect(window.hasRoomFor(1)).toBe(true);
});

test('D3 an acknowledgement covers every batch before it, once', () => {
  const window = new AckWindow(100);
  window.sent(1, 80);
  window.sent(2, 80);
  window.acknowledged(2);
  window.acknowledged(1);
  expect(window.isEmpty).toBe(true);
  window.sent(3, 99);
  expect([window.hasRoomFor(1), window.hasRoomFor(2)]).toEqual([true, false]);
});
