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
 * What each of these conversations amounts to, as far as it is held (rule V1): with its messages from the window's start on
 * and everything else of it, or its header only; always with its customer.
 * @param run runs the statement where `digestSettings` hold
 * @param held conversations, each at most once; one without any row has the digest of nothing
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
 * The digest of one conversation table by table: where a difference lies. Tables without a row are left out.
 * @param run runs the statement where `digestSettings` hold
 * @param held the conversation
 */
export async function digestByTable(
  run: RunQuery,
  held: HeldConversation,
): Promise<Readonly<Record<string, Digest>>> {
  const rows = tableDigestRow.array().parse(await run(digestsByTable, [JSON.stringify([held])]));
  return Object.fromEntries(rows.map(({ source, ...digest }) => [source, digest]));
}

// $1: held conversations, as they are on the wire.
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
