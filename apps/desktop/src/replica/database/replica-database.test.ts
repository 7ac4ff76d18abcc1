import { expect, it } from 'vitest';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';

it('returns instants as ISO text in UTC and ids as numbers', async () => {
  await using replica = await LocalReplica.open();
  const rows = await replica.database.rows(
    `select timestamptz '2026-11-22 18:03:00.5+01' as at, 9007199254740991::bigint as id`,
  );
  expect(rows).toEqual([{ at: '2026-11-22T17:03:00.500Z', id: 9007199254740991 }]);
});
