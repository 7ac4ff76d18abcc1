import { expect, test } from 'vitest';
import { isInsideWindow, microsOf } from './inside-window.ts';

test('S1 microsOf keeps microseconds, also of times that Postgres writes with fewer digits', () => {
  expect(microsOf('1970-01-01T00:00:01+00:00')).toBe(1_000_000);
  expect(microsOf('1970-01-01T00:00:01.5+00:00')).toBe(1_500_000);
  expect(microsOf('1970-01-01T01:00:00.000001+01:00')).toBe(1);
});

test('S1 a message before the window is outside, the first message of the window is inside', () => {
  const from = { createdAt: '1970-01-01T00:00:01+00:00', id: 7 };
  const at = (createdAtMicros: number, id: number) => isInsideWindow({ createdAtMicros, id }, from);
  expect([at(999_999, 9), at(1_000_000, 6), at(1_000_000, 7), at(1_000_001, 1)]).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(isInsideWindow({ createdAtMicros: 0, id: 1 }, null)).toBe(true);
  expect(isInsideWindow(null, from)).toBe(true);
});
