import { expect, inject, test } from 'vitest';

import { operatorSql } from '@holdfast/testkit/server/sync-fixture';
import { startTestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';

test('D2 with default settings a commit of a worker wakes the web process for its tenant only', async () => {
  await using database = await createTestDatabase(inject('databaseUrl'));
  const [tenant, neighbor] = [await database.createTenant(), await database.createTenant()];
  const web = await startTestServer(database);
  const worker = await startTestServer(database, { role: 'worker' });
  const wokenSchemas: string[] = [];
  for (const { schemaName } of [tenant, neighbor])
    web.server.pool.wakeUps.listen(schemaName, () => wokenSchemas.push(schemaName));
  const write = () => operatorSql(worker.server.pool, tenant, `update sync_state set changed_at = now()`);
  try {
    // Three times: one wake-up can come from the listening connection when it connects.
    await expect
      .poll(
        async () => {
          await write();
          return wokenSchemas.filter((name) => name === tenant.schemaName).length;
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThanOrEqual(3);
    expect(wokenSchemas.filter((name) => name === neighbor.schemaName).length).toBeLessThanOrEqual(1);
  } finally {
    await worker.stop();
    await web.stop();
  }
});
