import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SerialQueue } from '../replica/serial-queue.ts';
import { ActivityMonitor } from '../idle/activity.ts';
import { Maintenance } from '../idle/maintenance.ts';
import { directorySize } from '../storage/directory-size.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';

it('maintenance frees the write-ahead log after a large write', async () => {
  await using replica = await LocalReplica.open();
  await replica.reopen();
  const log = () => directorySize(join(replica.directory, 'replica', 'pg_wal'));
  // As much log as a first sync writes, without its rows.
  await replica.database.rows(
    `select count(pg_logical_emit_message(false, 'test', repeat('x', 1000000))) from generate_series(1, 120)`,
  );
  const before = await log();
  const maintenance = new Maintenance({
    database: replica.database,
    writes: new SerialQueue(),
    activity: new ActivityMonitor(),
  });
  const steps = await maintenance.run(new AbortController().signal);
  expect(steps.map(({ statement }) => statement)).toEqual(['checkpoint']);
  const after = await log();
  expect(before).toBeGreaterThan(100 * 1024 * 1024);
  expect(after).toBeLessThanOrEqual(80 * 1024 * 1024);
});
