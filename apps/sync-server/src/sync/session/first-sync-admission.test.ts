import { expect, test } from 'vitest';
import { FirstSyncAdmission } from './first-sync-admission.ts';

test('D4 first syncs are admitted a few at a time, in the order in which they came', () => {
  const admission = new FirstSyncAdmission(2);
  const told: string[] = [];
  const tickets = ['a', 'b', 'c', 'd'].map((name) => admission.request(() => told.push(name)));
  const state = () => tickets.map(({ isAdmitted, ahead }) => (isAdmitted ? 'in' : ahead));
  expect(state()).toEqual(['in', 'in', 2, 3]);
  tickets[0]?.leave();
  expect(told).toEqual(['b', 'c', 'd']);
  expect(state().slice(1)).toEqual(['in', 'in', 2]);
  expect([admission.running, admission.waiting]).toEqual([2, 1]);
});

test('D4 whoever leaves before their turn, or twice, takes nobody else along', () => {
  const admission = new FirstSyncAdmission(1);
  const [first, second, third] = [0, 1, 2].map(() => admission.request(() => undefined));
  second?.leave();
  second?.leave();
  expect(third?.ahead).toBe(1);
  first?.leave();
  expect(third?.isAdmitted).toBe(true);
  third?.leave();
  expect([admission.running, admission.waiting]).toEqual([0, 0]);
});
