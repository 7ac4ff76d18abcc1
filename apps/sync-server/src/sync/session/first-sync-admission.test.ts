import { expect, test } from 'vitest';
import { FirstSyncAdmission } from './first-sync-admission.ts';

test('D4 first syncs are admitted up to the limit, in the order of their requests', () => {
  const admission = new FirstSyncAdmission(2);
  const notified: string[] = [];
  const tickets = ['a', 'b', 'c', 'd'].map((name) => admission.request(() => notified.push(name)));
  const state = () => tickets.map(({ isAdmitted, ahead }) => (isAdmitted ? 'in' : ahead));
  expect(state()).toEqual(['in', 'in', 2, 3]);
  tickets[0]?.release();
  expect(notified).toEqual(['b', 'c', 'd']);
  expect(state().slice(1)).toEqual(['in', 'in', 2]);
  expect([admission.running, admission.waiting]).toEqual([2, 1]);
});

test('D4 a ticket that is released while it waits, or twice, does not affect the others', () => {
  const admission = new FirstSyncAdmission(1);
  const [first, second, third] = [0, 1, 2].map(() => admission.request(() => undefined));
  second?.release();
  second?.release();
  expect(third?.ahead).toBe(1);
  first?.release();
  expect(third?.isAdmitted).toBe(true);
  third?.release();
  expect([admission.running, admission.waiting]).toEqual([0, 0]);
});
