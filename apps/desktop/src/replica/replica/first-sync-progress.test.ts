import { expect, test } from 'vitest';
import type { HeldScope } from '@holdfast/schema/domain/scope';
import { cursor, delta } from '@holdfast/testkit/replica/test-rows';
import { firstSyncProgressAfter } from './first-sync-progress.ts';

function step(entered: number, scope: HeldScope, remaining: number) {
  const held = Array.from({ length: entered }, (_, n) => ({
    conversationId: n + 1,
    scope,
    windowFrom: null,
  }));
  return { ...delta({ from: cursor(1), to: cursor(2), entered: held }), remaining };
}

test('D4 the progress grows by the conversations that enter, without headers, and is null after the last step', () => {
  const before = { received: 50, total: 100 };
  expect(firstSyncProgressAfter(before, [step(20, 'mine', 30)])).toEqual({ received: 70, total: 100 });
  expect(firstSyncProgressAfter(before, [step(20, 'mine', 30), step(10, 'queue', 20)])).toEqual({
    received: 80,
    total: 100,
  });
  expect(firstSyncProgressAfter(before, [step(5, 'header', 50)])).toEqual(before);
  expect(firstSyncProgressAfter(before, [step(50, 'mine', 0)])).toBeNull();
});

test('D4 the progress is undefined if it cannot be computed from the steps', () => {
  expect(firstSyncProgressAfter(null, [step(20, 'mine', 30)])).toBeUndefined();
  expect(firstSyncProgressAfter({ received: 0, total: null }, [step(20, 'mine', 30)])).toBeUndefined();
  // One conversation was assigned to another agent.
  expect(firstSyncProgressAfter({ received: 50, total: 100 }, [step(20, 'mine', 29)])).toBeUndefined();
});
