import { expect, it } from 'vitest';
import { DeviceClock } from './device-clock.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const day = 86_400_000;

function clockAt(start: number) {
  const device = { now: start };
  return { device, clock: new DeviceClock(() => new Date(device.now)) };
}

it.each([day, -day])(
  'M7 a device clock that is wrong by %s ms is corrected by the server’s time',
  (error) => {
    const { device, clock } = clockAt(noon + error);
    expect(clock.synchronize('2026-11-22T12:00:00Z')).toBe(true);
    device.now += 1000;
    expect(clock.now().getTime()).toBe(noon + 1000);
  },
);

it('M7 a correct clock is not corrected, and the offset returns to 0 once a wrong clock is set correctly', () => {
  const { device, clock } = clockAt(noon + 2000);
  expect(clock.synchronize('2026-11-22T12:00:00Z')).toBe(false);
  device.now += day;
  expect(clock.synchronize('2026-11-22T12:00:00Z')).toBe(true);
  expect(clock.offsetMs).toBe(-day - 2000);
  device.now = noon;
  expect(clock.synchronize('2026-11-22T12:00:00Z')).toBe(true);
  expect(clock.offsetMs).toBe(0);
});

it('M7 an invalid server time is ignored', () => {
  const { clock } = clockAt(noon);
  expect([clock.synchronize('soon'), clock.offsetMs]).toEqual([false, 0]);
});
