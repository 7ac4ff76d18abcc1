import { sql } from 'drizzle-orm';
import { idArray } from '../apply/id-array.ts';
import { planByIndex } from '../apply/writer.ts';
import type { ReplicaDatabase, ReplicaTransaction } from '../database/replica-database.ts';

/** A conversation whose words are not all as its messages are. */
export interface Waiting {
  readonly conversationId: number;
  /** About how many messages there are to look at. */
  readonly messages: number;
}

/** What a message costs beside its characters, in characters. */
const messageCost = 100;
/** Of a longer text the beginning is found; there is an end to what Postgres takes for one message. */
const mostCharacters = 50_000;

/** The next conversations, those first that somebody wrote in last. Does not count as a read of the agent's. */
export async function readWaiting({ drizzle }: ReplicaDatabase, limit: number): Promise<readonly Waiting[]> {
  const { rows } = await drizzle.execute<{ id: number; messages: number }>(
    sql`select conversation_id as id, coalesce(message_count, 0) as messages
      from words_waiting left join conversations on conversations.id = conversation_id
      order by last_message_at desc nulls last, conversation_id desc limit ${limit}`,
  );
  return rows.map(({ id, messages }) => ({ conversationId: id, messages }));
}

/** As many from the beginning as a piece of that size may look at, and one at the least. */
export function takePiece(waiting: readonly Waiting[], size: number): readonly number[] {
  const most = size / messageCost;
  let messages = 0;
  const fitting = waiting.findIndex((one) => (messages += one.messages + 1) > most);
  const count = fitting === -1 ? waiting.length : Math.max(1, fitting);
  return waiting.slice(0, count).map(({ conversationId }) => conversationId);
}

/**
 * Brings words in step with the messages of these conversations, in one transaction, as far as a piece of that size goes.
 * Only what differs is written, so a piece that is cut off costs nothing but itself.
 * @param size in characters
 * @returns whether they are all in step now; otherwise they wait on
 */
export async function fillWords(
  database: ReplicaDatabase,
  ids: readonly number[],
  size: number,
): Promise<boolean> {
  return await database.drizzle.transaction(async (tx) => {
    await planByIndex(tx);
    const list = idArray(ids);
    const isAll = await writeMissing(tx, list, size);
    if (!isAll) return false;
    await tx.execute(sql`delete from message_words where conversation_id = any(${list})
      and not exists (select from messages where messages.id = message_id)`);
    await tx.execute(sql`delete from words_waiting where conversation_id = any(${list})`);
    return true;
  });
}

async function writeMissing(
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
      select id, conversation_id, hash, to_tsvector('simple', left(coalesce(content, ''), ${mostCharacters}))
      from differing where coalesce(before, 0) < ${size}
      on conflict (message_id) do update set conversation_id = excluded.conversation_id,
        content_hash = excluded.content_hash, words = excluded.words
      returning 1
    )
    select (select count(*) from differing) - (select count(*) from written) as rest`);
  return Number(rows[0]?.rest) === 0;
}
