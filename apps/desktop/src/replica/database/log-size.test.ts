import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SerialQueue } from '../serial-queue.ts';
import { Activity } from '../maintenance/activity.ts';
import { Maintenance } from '../maintenance/maintenance.ts';
import { directorySize } from '../storage/directory-size.ts';
import { LocalReplica } from '../testing/local-replica.ts';

it('the log of writes is given back, and does not stay as large as it once was', async () => {
  await using replica = await LocalReplica.open();
  await replica.reopen();
  const log = () => directorySize(join(replica.directory, 'replica', 'pg_wal'));
  await replica.database.rows(`set session_replication_role = replica`);
  for (let round = 0; round < 4; round += 1) {
    await replica.database.rows(`insert into conversation_access
      select g, now() from generate_series(${round * 200_000 + 1}, ${(round + 1) * 200_000}) g`);
    await replica.database.rows(`delete from conversation_access`);
  }
  const before = await log();
  const maintenance = new Maintenance({
    database: replica.database,
    writes: new SerialQueue(),
    activity: new Activity(),
  });
  const steps = await maintenance.run(new AbortController().signal);
  expect(steps.map(({ statement }) => statement)).toEqual(['checkpoint']);
  const after = await log();
  expect(before).toBeGreaterThan(100 * 1024 * 1024);
  expect(after).toBeLessThanOrEqual(80 * 1024 * 1024);
});
