import type { HeldConversation, WindowStart } from '@holdfast/schema/protocol/held-conversation';
import type { PoolClient } from 'pg';

import { windowStarts } from './window-queries.ts';

/** Window starts by conversation id. A conversation without an entry has all its messages in its window. */
export async function readWindowStarts(
  client: PoolClient,
  conversationIds: readonly number[],
): Promise<ReadonlyMap<number, WindowStart>> {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; created_at: string; message_id: string }>(windowStarts, [
    conversationIds,
  ]);
  return new Map(
    rows.map((row) => [Number(row.id), { createdAt: row.created_at, id: Number(row.message_id) }]),
  );
}

/**
 * Three arrays of equal length: conversation id, and time and id of the window's first message (null: from the start).
 */
export function windowParameters(
  conversationIds: readonly number[],
  held: ReadonlyMap<number, HeldConversation>,
): readonly [readonly number[], readonly (string | null)[], readonly (number | null)[]] {
  const starts = conversationIds.map((id) => held.get(id)?.windowFrom ?? null);
  return [
    conversationIds,
    starts.map((start) => start?.createdAt ?? null),
    starts.map((start) => start?.id ?? null),
  ];
}
