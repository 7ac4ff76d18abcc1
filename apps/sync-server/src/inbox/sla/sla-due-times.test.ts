import { expect, it } from 'vitest';
import { slaDueTimes } from './sla-due-times.ts';

it('adds minutes for the first response and hours for the resolution', () => {
  const targets = { firstResponseTimeMinutes: 15, resolutionTimeHours: 24 };
  expect(slaDueTimes(targets, Date.parse('2026-03-28T23:50:00Z'))).toEqual({
    firstResponseDueAt: '2026-03-29T00:05:00.000Z',
    resolutionDueAt: '2026-03-29T23:50:00.000Z',
  });
});
