import { staleReplyPolicies, type StaleReply } from '@holdfast/schema/domain/stale-reply';
import { MutationRefused } from '@holdfast/schema/mutators/mutation-refused';
import type { ParsedArgs } from '@holdfast/schema/mutators/registry';
import type { ReplyBasis } from '@holdfast/schema/mutators/reply-basis';
import { z } from 'zod';

import type { TenantTransaction } from '../../db/with-tenant.ts';

/**
 * Changes of the last 10 s do not make a live reply stale: they can cross the reply on its way. The time is measured by
 * the server's clock only, and is far above the time that a change takes to reach a screen.
 */
const inFlightGraceSeconds = 10;

const factsSchema = z.object({
  policy: z.enum(staleReplyPolicies),
  isResolved: z.boolean(),
  isReassigned: z.boolean(),
  assignedTo: z.number().nullable(),
  newerMessages: z.number(),
  newestMessageAt: z.string().nullable(),
});

/**
 * Refuses a reply whose conversation has changed since the agent last saw it (rule M6). Runs in the mutation's
 * transaction, after authorization and before any effect.
 * @throws MutationRefused HF_REPLY_STALE or HF_REPLY_STALE_REFUSED, depending on the tenant's setting
 */
export async function guardStaleReply(
  transaction: TenantTransaction,
  { conversationId, basis }: ParsedArgs['sendMessage'],
): Promise<void> {
  if (basis === null) return;
  const facts = await readFacts(transaction, conversationId, basis);
  // The mutator refuses a missing or archived conversation with a more precise code.
  if (facts === null || facts.policy === 'send') return;
  const stale = staleReply(facts);
  if (stale === null) return;
  throw new MutationRefused(facts.policy === 'hold' ? 'HF_REPLY_STALE' : 'HF_REPLY_STALE_REFUSED', {
    ...stale,
  });
}

function staleReply({
  newerMessages,
  isResolved,
  isReassigned,
  ...facts
}: z.infer<typeof factsSchema>): StaleReply | null {
  const reasons: StaleReply['reasons'] = [];
  if (newerMessages > 0) reasons.push('newer-messages');
  if (isResolved) reasons.push('resolved');
  if (isReassigned) reasons.push('reassigned');
  if (reasons.length === 0) return null;
  const { newestMessageAt, assignedTo } = facts;
  return { reasons, newerMessages, newestMessageAt, assignedTo };
}

/** Reads the facts. The conversation is already locked, so they stay true until the end of the transaction. */
async function readFacts(
  { client }: TenantTransaction,
  conversationId: number,
  { newestInbound, status, assignedTo, isLive }: ReplyBasis,
): Promise<z.infer<typeof factsSchema> | null> {
  const { rows } = await client.query<{ facts: unknown }>({
    name: 'stale-reply',
    text: factsQuery,
    values: [
      conversationId,
      newestInbound?.createdAt ?? null,
      newestInbound?.id ?? null,
      status,
      assignedTo,
      isLive,
      inFlightGraceSeconds,
    ],
  });
  const [row] = rows;
  return row === undefined ? null : factsSchema.parse(row.facts);
}

const factsQuery = `
  with line as (select case when $6 then now() - make_interval(secs => $7) else 'infinity'::timestamptz end as at)
  select json_build_object(
    'policy', coalesce((select stale_replies from tenant_settings), 'hold'),
    'isResolved', c.status = 'resolved' and $4 <> 'resolved' and coalesce(c.resolved_at <= line.at, true),
    'isReassigned', c.assigned_to is distinct from $5 and coalesce((
      select max(greatest(assigned_at, unassigned_at)) from conversation_assignments
      where conversation_id = c.id) <= line.at, true),
    'assignedTo', c.assigned_to,
    'newerMessages', newer.count,
    'newestMessageAt', to_json(newer.newest)) as facts
  from conversations c, line, lateral (
    select count(*) as count, max(created_at) as newest from messages
    where conversation_id = c.id and direction = 'inbound' and type <> 'reaction' and created_at <= line.at
      and (created_at, id) > (coalesce($2, '-infinity')::timestamptz, coalesce($3, 9223372036854775807)::bigint)
  ) newer
  where c.id = $1 and c.status <> 'archived'`;
