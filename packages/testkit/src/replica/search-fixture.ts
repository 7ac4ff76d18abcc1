import type { Delta } from '@holdfast/schema/protocol/delta';
import type { ReplicaDatabase } from '@holdfast/desktop/replica/database/replica-database';
import { RemotePresence } from '@holdfast/desktop/replica/presence/remote-presence';
import { searchMessages } from '@holdfast/desktop/replica/queries/search-messages';
import {
  indexMessages,
  readUnindexed,
  takeIndexBatch,
} from '@holdfast/desktop/replica/search/index-messages';
import {
  agent,
  conversationRow,
  cursor,
  customerRow,
  delta,
  held,
  messageRow,
  userRow,
} from './test-rows.ts';

/** Returns a first delta with rows as copies. It has the given number of conversations and of messages in each. */
export function copiedDelta(conversations: number, messagesEach: number): Delta {
  const ids = Array.from({ length: conversations }, (_, index) => index + 1);
  const messages = ids.flatMap((id) =>
    Array.from({ length: messagesEach }, (_, index) =>
      messageRow(id * 10_000 + index, id, { content: sentence(id * messagesEach + index) }),
    ),
  );
  return delta({
    from: null,
    to: cursor(1),
    copies: {
      users: [userRow(agent)],
      customers: ids.map((id) => customerRow(100 + id, `Customer ${id}`)),
      conversations: ids.map((id) => conversationRow(id, { message_count: messagesEach })),
      messages,
    },
    entered: ids.map((id) => held(id)),
  });
}

/** A text of twelve words from a vocabulary of a few thousand. */
function sentence(seed: number): string {
  return Array.from({ length: 12 }, (_, index) => `word${(seed * 31 + index ** 3 * 101) % 4000}`).join(' ');
}

/** Indexes everything now, without waiting for idle time. */
export async function fillAllWords(database: ReplicaDatabase, size = 10_000): Promise<void> {
  for (;;) {
    const waiting = await readUnindexed(database, 500);
    if (waiting.length === 0) return;
    await indexMessages(database, takeIndexBatch(waiting, size), size);
  }
}

/** Returns the differences between search index and held messages. Empty if no conversation waits for indexing. */
export async function staleSearchTerms(database: ReplicaDatabase): Promise<readonly unknown[]> {
  return await database.rows(
    `select coalesce(m.id, w.message_id) as id from messages m full join message_words w on w.message_id = m.id
     where w.words is distinct from to_tsvector('simple', coalesce(m.content, ''))
       or w.conversation_id is distinct from m.conversation_id`,
  );
}

/** Returns the ids of the messages that a search finds. */
export async function found(database: ReplicaDatabase, text: string): Promise<readonly number[]> {
  const context = { database, userId: agent.id, drafts: new Map(), presence: new RemotePresence() };
  const { result } = await searchMessages(context, { text });
  return result.messages.map(({ id }) => id);
}
