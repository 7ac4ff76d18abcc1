import type { ClientBase } from 'pg';
import { z } from 'zod';

import type { TenantTransaction } from '../db/with-tenant.ts';
import { groupOf, JOBS_SCHEMA, OUTBOUND_QUEUE, outboundRetry, type OutboundJob } from './queues.ts';

const placeSchema = z.object({ schema_name: z.string(), conversation_id: z.coerce.number().int() });

/**
 * Puts the sending of a message into the job queue, in the transaction that writes the message: both are there
 * after its commit, or neither. pg-boss documents inserting into its table by SQL; the tenant's role has no
 * right to it, so the connection takes back its own for this one statement.
 */
export async function enqueueOutboundMessage(
  { client }: TenantTransaction,
  messageId: number,
): Promise<void> {
  const { rows } = await client.query(
    `SELECT current_schema() AS schema_name, conversation_id, set_config('role', 'none', true)
     FROM messages WHERE id = $1`,
    [messageId],
  );
  const place = placeSchema.parse(rows[0]);
  const job: OutboundJob = {
    schemaName: place.schema_name,
    conversationId: place.conversation_id,
    messageId,
  };
  await insertOutboundJob(client, job);
  // Roles of tenants are named as their schemas.
  await client.query(`SET LOCAL ROLE "${job.schemaName}"`);
}

/** Needs the rights of the server's own login. */
export async function insertOutboundJob(client: ClientBase, job: OutboundJob): Promise<void> {
  await client.query(
    `INSERT INTO ${JOBS_SCHEMA}.job
       (name, data, group_id, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
        heartbeat_seconds, policy)
     SELECT name, $2, $3, $4, $5, true, $6, $7, $8, policy FROM ${JOBS_SCHEMA}.queue WHERE name = $1`,
    [
      OUTBOUND_QUEUE,
      job,
      groupOf(job),
      outboundRetry.limit,
      outboundRetry.delaySeconds,
      outboundRetry.mostDelaySeconds,
      outboundRetry.expireSeconds,
      outboundRetry.heartbeatSeconds,
    ],
  );
}
