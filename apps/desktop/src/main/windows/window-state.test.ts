import { expect, test } from 'vitest';
import { placeWindow } from './window-state.ts';

const laptop = { x: 0, y: 0, width: 1440, height: 860 };
const external = { x: 1440, y: 0, width: 1920, height: 1040 };

test('a new window is centered on the first screen', () => {
  expect(placeWindow(null, [laptop])).toEqual({ x: 80, y: 30, width: 1280, height: 800, maximized: false });
});

test('a window is restored at its last place', () => {
  const remembered = { x: 1600, y: 100, width: 1000, height: 700, maximized: true };
  expect(placeWindow(remembered, [laptop, external])).toEqual(remembered);
});

test('a window whose screen was unplugged moves to an existing one', () => {
  const remembered = { x: 1600, y: 100, width: 1000, height: 700, maximized: false };
  expect(placeWindow(remembered, [laptop])).toMatchObject({ x: 80, y: 30 });
});

test('a window whose title bar cannot be reached is moved', () => {
  const remembered = { x: 10, y: -50, width: 1000, height: 700, maximized: false };
  expect(placeWindow(remembered, [laptop])).toMatchObject({ x: 80, y: 30 });
});

test('a window is no larger than the screen', () => {
  expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 600 }])).toMatchObject({
    width: 1024,
    height: 600,
  });
});
