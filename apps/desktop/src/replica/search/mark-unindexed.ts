import { sql } from 'drizzle-orm';
import type { Delta } from '@holdfast/schema/protocol/delta';
import { idArray } from '../apply/id-array.ts';
import type { ReplicaTransaction } from '../database/replica-database.ts';

/**
 * Records the conversations in which a delta adds or removes messages. They are indexed later, while the replica is
 * idle. Messages of the agent are recorded by a trigger.
 * @param touched conversations in which rows of `messages` were written
 */
export async function markUnindexed(
  tx: ReplicaTransaction,
  delta: Delta,
  touched: readonly number[],
): Promise<void> {
  const removed = delta.removals.filter(({ table }) => table === 'messages');
  const ids = new Set([
    ...touched,
    ...removed.flatMap(({ conversationId }) => conversationId ?? []),
    ...delta.entered.flatMap(({ conversationId, scope }) => (scope === 'mine' ? conversationId : [])),
  ]);
  if (ids.size === 0) return;
  await tx.execute(sql`insert into words_waiting select unnest(${idArray([...ids])}) on conflict do nothing`);
}

/** Call before optimistic rows are undone: undoing fires no trigger that would record them. */
export async function markUndoneUnindexed(tx: ReplicaTransaction): Promise<void> {
  await tx.execute(sql`insert into words_waiting select distinct conversation_id from messages
    where id in (select row_key::bigint from undo_journal where table_name = 'messages')
    on conflict do nothing`);
}

/** Deletes the search terms of conversations that leave. */
export async function deleteSearchTerms(tx: ReplicaTransaction, ids: readonly number[]): Promise<void> {
  const list = idArray(ids);
  await tx.execute(sql`delete from message_words where conversation_id = any(${list})`);
  await tx.execute(sql`delete from words_waiting where conversation_id = any(${list})`);
}

export async function deleteAllSearchTerms(tx: ReplicaTransaction): Promise<void> {
  await tx.execute(sql`truncate message_words, words_waiting`);
}
