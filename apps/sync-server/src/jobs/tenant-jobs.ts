import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

import { assertTenantSchemaName } from '../db/tenant-name.ts';
import { insertOutboundJobs } from './enqueue.ts';
import { jobsSchema, outboundQueue } from './queues.ts';

const unsentSchema = z.array(
  z.object({ conversationId: z.coerce.number().int(), messageId: z.coerce.number().int() }),
);

/**
 * Replaces a tenant's open jobs in this pool's cluster by one job per pending message; the messages are the source of
 * truth. Idempotent. Returns the number of jobs.
 */
export async function requeueUnsentMessages(pool: Pool, schemaName: string): Promise<number> {
  assertTenantSchemaName(schemaName);
  return await inTransaction(pool, async (client) => {
    await deleteOpenJobs(client, schemaName);
    const { rows } = await client.query(
      `SELECT conversation_id AS "conversationId", id AS "messageId" FROM "${schemaName}".messages
       WHERE direction = 'outbound' AND status = 'pending' ORDER BY created_at, id`,
    );
    const unsent = unsentSchema.parse(rows);
    await insertOutboundJobs(
      client,
      unsent.map((message) => ({ schemaName, ...message })),
    );
    return unsent.length;
  });
}

/** Deletes the open jobs of a tenant that is no longer in this cluster. */
export async function discardJobs(pool: Pool, schemaName: string): Promise<void> {
  await inTransaction(pool, (client) => deleteOpenJobs(client, schemaName));
}

async function deleteOpenJobs(client: PoolClient, schemaName: string): Promise<void> {
  await client.query(
    `DELETE FROM ${jobsSchema}.job WHERE name = $1 AND data->>'schemaName' = $2 AND state < 'completed'`,
    [outboundQueue, schemaName],
  );
}

async function inTransaction<Result>(
  pool: Pool,
  fn: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    const result = await fn(client);
    await client.query('COMMIT');
    broken = false;
    return result;
  } finally {
    // Closing a broken connection rolls back its transaction.
    client.release(broken);
  }
}
