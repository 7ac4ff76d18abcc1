import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ClientBase } from 'pg';
import { z } from 'zod';

import type { TenantTransaction } from '../db/with-tenant.ts';
import { groupOf, jobsSchema, outboundQueue, outboundRetry, type OutboundJob } from './queues.ts';

const targetSchema = z.object({
  schema_name: z.string(),
  message_id: z.coerce.number().int(),
  conversation_id: z.coerce.number().int(),
});

/**
 * Queues messages for sending, in the transaction that writes them: the jobs are committed with the messages or not
 * at all. Inserting into the job table by SQL is documented by pg-boss. The tenant's role must not do it, so the
 * connection resets its role to the server's login for this statement. Throws HF_INTERNAL if a message does not
 * exist.
 */
export async function enqueueOutboundMessages(
  { client }: TenantTransaction,
  messageIds: readonly number[],
): Promise<void> {
  const { rows } = await client.query(
    `SELECT current_schema() AS schema_name, messages.id AS message_id, conversation_id
     FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (id, place) JOIN messages ON messages.id = wanted.id
     ORDER BY wanted.place`,
    [messageIds],
  );
  const jobs = targetSchema.array().parse(rows).map(toJob);
  const [first] = jobs;
  if (first === undefined || jobs.length < messageIds.length)
    throw new HoldfastError('HF_INTERNAL', { details: { reason: 'a message to be sent does not exist' } });
  await client.query(`SELECT set_config('role', 'none', true)`);
  await insertOutboundJobs(client, jobs);
  // A tenant's role has the name of its schema.
  await client.query(`SET LOCAL ROLE "${first.schemaName}"`);
}

/**
 * Inserts jobs that are processed in the given order: pg-boss sorts by `created_on`. Needs the rights of the server's
 * own login.
 */
export async function insertOutboundJobs(client: ClientBase, jobs: readonly OutboundJob[]): Promise<void> {
  await client.query(
    `INSERT INTO ${jobsSchema}.job
       (name, data, group_id, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
        heartbeat_seconds, policy, created_on)
     SELECT queue.name, job.data, job.group_id, $4, $5, true, $6, $7, $8, queue.policy,
       now() + job.place * interval '1 microsecond'
     FROM ${jobsSchema}.queue, unnest($2::jsonb[], $3::text[]) WITH ORDINALITY AS job (data, group_id, place)
     WHERE queue.name = $1 ORDER BY job.place`,
    [
      outboundQueue,
      jobs.map((job) => JSON.stringify(job)),
      jobs.map(groupOf),
      outboundRetry.limit,
      outboundRetry.delaySeconds,
      outboundRetry.maxDelaySeconds,
      outboundRetry.expireSeconds,
      outboundRetry.heartbeatSeconds,
    ],
  );
}

function toJob(target: z.infer<typeof targetSchema>): OutboundJob {
  const { schema_name: schemaName, conversation_id: conversationId, message_id: messageId } = target;
  return { schemaName, conversationId, messageId };
}
