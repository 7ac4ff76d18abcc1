import { expect, it, vi } from 'vitest';
import { LocalReplica } from '../testing/local-replica.ts';
import { firstDelta } from '../testing/test-rows.ts';

vi.setConfig({ testTimeout: 30_000 });

it('gives instants as ISO text in UTC and ids as numbers', async () => {
  await using replica = await LocalReplica.open();
  const rows = await replica.database.rows(
    `select timestamptz '2026-11-22 18:03:00.5+01' as at, 9007199254740991::bigint as id`,
  );
  expect(rows).toEqual([{ at: '2026-11-22T17:03:00.500Z', id: 9007199254740991 }]);
});

it('sweeps up the rows that are gone', async () => {
  await using replica = await LocalReplica.open();
  await replica.apply(firstDelta([1, 2, 3]));
  await replica.database.rows(`update conversations set unread_count = 2`);
  await replica.database.sweep();
  const [page] = await replica.database.rows<{ visible: number }>(
    `select relallvisible as visible from pg_class where relname = 'messages'`,
  );
  expect(page?.visible).toBeGreaterThan(0);
  expect(await replica.count('conversations')).toBe(3);
});
