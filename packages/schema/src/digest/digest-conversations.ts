import { z } from 'zod';
import type { ConversationDigest, Digest } from '../protocol/digest.ts';
import type { HeldConversation } from '../protocol/held-conversation.ts';
import { messagesInWindows } from '../scope/message-window.ts';
import { syncedTables, type SyncedTable } from '../tables/synced-tables.ts';
import { rowHash } from './row-hash.ts';
import type { RunQuery } from './run-query.ts';

const emptyDigest: Digest = { rows: 0, hash: '0' };

const digestRow = z.object({ id: z.coerce.number(), rows: z.coerce.number(), hash: z.string() });
const tableDigestRow = z.object({ source: z.string(), rows: z.coerce.number(), hash: z.string() });

/**
 * Computes one digest per held conversation (rule V1), over the part that a replica holds: a `mine` conversation with
 * its messages from `windowFrom` on and all its other rows; a `queue` or `header` conversation with its `conversations`
 * row only. Its customer is always included.
 * @param run runs a statement in a transaction that has executed `digestSettings`
 * @param held the conversations, each at most once
 * @returns one digest per element of `held`, in the same order; a conversation without rows has 0 rows and hash `0`
 * @throws ZodError if the statement returns rows of another shape; errors of `run` pass through
 */
export async function digestConversations(
  run: RunQuery,
  held: readonly HeldConversation[],
): Promise<readonly ConversationDigest[]> {
  if (held.length === 0) return [];
  const rows = digestRow.array().parse(await run(digestsOfConversations, [JSON.stringify(held)]));
  const digests = new Map(rows.map(({ id, ...digest }) => [id, digest]));
  return held.map(({ conversationId, scope, windowFrom }) => ({
    conversationId,
    scope,
    windowFrom,
    ...(digests.get(conversationId) ?? emptyDigest),
  }));
}

/**
 * Computes the digest of one conversation for each table, to show in which table a difference lies.
 * @param run runs a statement in a transaction that has executed `digestSettings`
 * @param held the conversation
 */
export async function digestByTable(
  run: RunQuery,
  held: HeldConversation,
): Promise<Readonly<Record<string, Digest>>> {
  const rows = tableDigestRow.array().parse(await run(digestsByTable, [JSON.stringify([held])]));
  return Object.fromEntries(rows.map(({ source, ...digest }) => [source, digest]));
}

// $1: JSON array of held conversations in their wire format.
const hashes = `with held as materialized (
    select "conversationId" as id, scope = 'mine' as is_whole,
      ("windowFrom" ->> 'createdAt')::timestamptz as from_created_at, ("windowFrom" ->> 'id')::bigint as from_id
    from json_to_recordset($1::json) as incoming ("conversationId" bigint, scope text, "windowFrom" json)
  ), hashed as (
    ${syncedTables
      .filter((table) => table.kind !== 'reference')
      .map(
        (table) =>
          `select held.id, '${table.name}' as source, ${rowHash(table, 'row_of')} as hash from ${heldRowsOf(table)}`,
      )
      .join('\n    union all\n    ')}
  )`;

const digestsOfConversations = `${hashes}
  select id::text, count(*)::text as rows, bit_xor(hash)::text as hash from hashed group by id`;

const digestsByTable = `${hashes}
  select source, count(*)::text as rows, bit_xor(hash)::text as hash from hashed group by source order by source`;

function heldRowsOf(table: SyncedTable): string {
  const { name, kind } = table;
  if (name === 'conversations') return 'held join conversations row_of on row_of.id = held.id';
  if (name === 'customers') {
    return `held join conversations on conversations.id = held.id
      join customers row_of on row_of.id = conversations.customer_id`;
  }
  if (kind === 'message') return `${messagesInWindows(table, 'held')} and held.is_whole`;
  return `held join ${name} row_of on row_of.conversation_id = held.id where held.is_whole`;
}
