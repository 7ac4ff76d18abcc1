import { sql } from 'drizzle-orm';
import { idArray } from '../apply/id-array.ts';
import { planByIndex } from '../apply/writer.ts';
import type { ReplicaDatabase, ReplicaTransaction } from '../database/replica-database.ts';

/** A conversation whose search index is not up to date. */
export interface UnindexedConversation {
  readonly conversationId: number;
  /** Approximate number of messages to check. */
  readonly messages: number;
}

/** Cost of indexing a message apart from its text, in characters. */
const messageCost = 100;
/** Only this much of a text is indexed: Postgres limits the size of a tsvector. */
const maxCharacters = 50_000;

/** Returns the next conversations, by newest message. Does not count as a read for `lastReadAt`. */
export async function readUnindexed(
  { drizzle }: ReplicaDatabase,
  limit: number,
): Promise<readonly UnindexedConversation[]> {
  const { rows } = await drizzle.execute<{ id: number; messages: number }>(
    sql`select conversation_id as id, coalesce(message_count, 0) as messages
      from words_waiting left join conversations on conversations.id = conversation_id
      order by last_message_at desc nulls last, conversation_id desc limit ${limit}`,
  );
  return rows.map(({ id, messages }) => ({ conversationId: id, messages }));
}

/** Returns the ids from the start that fit into a batch of `size` characters; at least one. */
export function takeIndexBatch(waiting: readonly UnindexedConversation[], size: number): readonly number[] {
  const most = size / messageCost;
  let messages = 0;
  const fitting = waiting.findIndex((one) => (messages += one.messages + 1) > most);
  const count = fitting === -1 ? waiting.length : Math.max(1, fitting);
  return waiting.slice(0, count).map(({ conversationId }) => conversationId);
}

/**
 * Updates the search index of these conversations in one transaction, up to a batch of `size` characters. Writes only
 * rows that differ, so an interrupted batch loses only its own work.
 * @param size in characters
 * @returns true if all are up to date; otherwise they stay in `words_waiting`
 */
export async function indexMessages(
  database: ReplicaDatabase,
  ids: readonly number[],
  size: number,
): Promise<boolean> {
  return await database.drizzle.transaction(async (tx) => {
    await planByIndex(tx);
    const list = idArray(ids);
    const isAll = await writeMissingTerms(tx, list, size);
    if (!isAll) return false;
    await tx.execute(sql`delete from message_words where conversation_id = any(${list})
      and not exists (select from messages where messages.id = message_id)`);
    await tx.execute(sql`delete from words_waiting where conversation_id = any(${list})`);
    return true;
  });
}

async function writeMissingTerms(
  tx: ReplicaTransaction,
  list: ReturnType<typeof idArray>,
  size: number,
): Promise<boolean> {
  const { rows } = await tx.execute<{ rest: number }>(sql`
    with looked as (
      select id, conversation_id, content, hashtextextended(coalesce(content, ''), 0) as hash
      from messages where conversation_id = any(${list})
    ), differing as materialized (
      select looked.*, sum(${messageCost} + coalesce(length(content), 0)) over (order by conversation_id desc, id desc
        rows between unbounded preceding and 1 preceding) as before
      from looked where not exists (select from message_words
        where message_id = id and content_hash = hash and message_words.conversation_id = looked.conversation_id)
    ), written as (
      insert into message_words (message_id, conversation_id, content_hash, words)
      select id, conversation_id, hash, to_tsvector('simple', left(coalesce(content, ''), ${maxCharacters}))
      from differing where coalesce(before, 0) < ${size}
      on conflict (message_id) do update set conversation_id = excluded.conversation_id,
        content_hash = excluded.content_hash, words = excluded.words
      returning 1
    )
    select (select count(*) from differing) - (select count(*) from written) as rest`);
  return Number(rows[0]?.rest) === 0;
}
