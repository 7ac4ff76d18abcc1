import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';

import { createFromTemplate, templateAt } from '../../apps/desktop/src/replica/database/replica-directory.ts';
import { testTemplateDirectory } from '../../apps/desktop/src/replica/testing/test-template.ts';
import type { Bench } from '../bench.ts';
import { RealReplica, replicaPaths } from '../clients/real-replica.ts';
import { nowMs } from '../clock.ts';
import { median, toHundredths } from '../measure.ts';
import type { BenchAgent, BenchTenant } from '../world/bench-tenant.ts';
import { insertConversations, insertRelatedRows } from '../world/bulk-data.ts';

const sizes = {
  full: { conversations: 10_000, messagesEach: 20, warmUps: 1, runs: 3 },
  tiny: { conversations: 3, messagesEach: 4, warmUps: 0, runs: 1 },
};

/** With `--small`, a tenth. */
const smallShare = 10;

interface CopiedTable {
  readonly name: string;
  readonly blob: Blob;
}

/** As long as the first sync is one delta, it is usable when it is complete. */
export const firstSync: Bench = {
  name: 'first-sync',
  about: '10,000 conversations with 200,000 messages into a replica that is empty; a tenth with --small',
  run: async ({ world, size, flags }) => {
    const { conversations, messagesEach, warmUps, runs } = sizes[size];
    const tenant = await world.createTenant();
    const agent = await tenant.createAgent();
    await insertConversations(tenant, {
      assignedTo: agent.userId,
      status: 'open',
      count: flags.has('small') ? conversations / smallShare : conversations,
      messagesEach,
    });
    await insertRelatedRows(tenant, agent.userId);
    await tenant.sql('analyze');

    const synced: number[] = [];
    const inReplica: number[] = [];
    const copied: number[] = [];
    let rows = 0;
    for (let run = 0; run < warmUps + runs; run += 1) {
      const directory = join(world.directory, randomUUID());
      const sync = await syncOnce(tenant, agent, directory);
      const exported = await exportTables(replicaPaths(directory).database);
      rows = exported.rows;
      await rm(directory, { recursive: true });
      const copyMs = await copyOnce(join(world.directory, randomUUID()), exported.tables);
      if (run < warmUps) continue;
      synced.push(sync.ms);
      inReplica.push(sync.msInReplica);
      copied.push(copyMs);
    }
    const [rate, limit] = [(rows * 1000) / median(synced), (rows * 1000) / median(copied)];
    return [
      { metric: 'rows', value: rows, unit: 'rows' },
      { metric: 'rows_per_s', value: Math.round(rate), unit: 'rows/s' },
      { metric: 'limit_rows_per_s', value: Math.round(limit), unit: 'rows/s' },
      { metric: 'ratio', value: toHundredths(rate / limit), unit: 'ratio' },
      { metric: 'first_usable_ms', value: Math.round(median(synced)), unit: 'ms' },
      { metric: 'ms_of_it_in_replica', value: Math.round(median(inReplica)), unit: 'ms' },
    ];
  },
};

async function syncOnce(
  tenant: BenchTenant,
  agent: BenchAgent,
  directory: string,
): Promise<{ readonly ms: number; readonly msInReplica: number }> {
  await using replica = await RealReplica.open(tenant, agent, directory);
  const began = nowMs();
  const { arrivedAt, committedAt } = await replica.connect();
  return { ms: committedAt - began, msInReplica: committedAt - arrivedAt };
}

async function exportTables(directory: string): Promise<{ tables: readonly CopiedTable[]; rows: number }> {
  const database = await PGlite.create(directory);
  const tables: CopiedTable[] = [];
  let rows = 0;
  for (const { name } of syncedTables) {
    const { blob, affectedRows } = await database.query(`copy ${name} to '/dev/blob'`);
    // PGlite gives none for a table that is empty.
    if (blob !== undefined) tables.push({ name, blob });
    rows += affectedRows ?? 0;
  }
  await database.close();
  return { tables, rows };
}

/** The limit: the same rows by PGlite's own COPY into the same tables with the same indexes, in one transaction. */
async function copyOnce(directory: string, tables: readonly CopiedTable[]): Promise<number> {
  await createFromTemplate(directory, templateAt(await testTemplateDirectory()));
  const database = await PGlite.create(directory);
  const began = nowMs();
  await database.transaction(async (transaction) => {
    await transaction.exec('set local session_replication_role = replica');
    for (const { name, blob } of tables)
      await transaction.query(`copy ${name} from '/dev/blob'`, [], { blob });
  });
  const ms = nowMs() - began;
  await database.close();
  await rm(directory, { recursive: true });
  return ms;
}
