import { expect, test } from 'vitest';
import { FlowWindow } from './flow-window.ts';

test('D3 the window closes at its limit and opens again when the replica has committed', () => {
  const window = new FlowWindow(100);
  window.sent(1, 60);
  expect(window.isOpen).toBe(true);
  window.sent(2, 60);
  expect(window.isOpen).toBe(false);
  window.acknowledged(1);
  expect(window.isOpen).toBe(true);
});

test('D3 an acknowledgement covers every batch before it, once', () => {
  const window = new FlowWindow(100);
  window.sent(1, 80);
  window.sent(2, 80);
  window.acknowledged(2);
  window.acknowledged(1);
  window.sent(3, 99);
  expect(window.isOpen).toBe(true);
});
