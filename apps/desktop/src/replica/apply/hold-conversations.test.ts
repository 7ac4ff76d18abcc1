import { expect, it } from 'vitest';
import type { HeldScope } from '@holdfast/schema/domain/scope';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { cursor, delta } from '@holdfast/testkit/replica/test-rows';

const windowFrom = { createdAt: '2026-11-20T10:00:00.123456+00:00', id: 7 };

function all(from: number, count: number, scope: HeldScope) {
  return Array.from({ length: count }, (_, n) => ({ conversationId: from + n, scope, windowFrom: null }));
}

it('S4 held conversations are recorded the same for few and many, new and already held', async () => {
  await using replica = await LocalReplica.open();
  const steps = [
    all(1, 30, 'header'),
    // Some of these are already held, some are not. One has a window; in the next step another loses its window.
    [...all(11, 40, 'mine'), { conversationId: 60, scope: 'mine' as const, windowFrom }],
    [...all(1, 5, 'mine'), ...all(45, 25, 'queue')],
  ];
  const expected = new Map<number, unknown>();
  for (const [index, entered] of steps.entries()) {
    await replica.apply(delta({ from: index === 0 ? null : cursor(index), to: cursor(index + 1), entered }));
    for (const held of entered) expected.set(held.conversationId, held);
    const rows = await replica.database.rows<{ id: number; scope: string; at: string | null; first: number }>(
      `select conversation_id as id, scope, window_from_created_at::text as at, window_from_id as first
       from held_conversations order by conversation_id`,
    );
    const found = rows.map(({ id, scope, at, first }) => ({
      conversationId: id,
      scope,
      windowFrom: at === null ? null : { createdAt: `${at.replace(' ', 'T')}:00`, id: first },
    }));
    expect(found).toEqual([...expected].toSorted(([a], [b]) => a - b).map(([, held]) => held));
  }
  expect(expected.size).toBe(69);
});
