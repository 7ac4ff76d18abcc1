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

/** A first delta with so many conversations of so many messages each, as a server copies them in. */
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

/** Twelve words out of a few thousand. */
function sentence(seed: number): string {
  return Array.from({ length: 12 }, (_, index) => `word${(seed * 31 + index ** 3 * 101) % 4000}`).join(' ');
}

/** Does at once what otherwise waits for idle moments. */
export async function fillAllWords(database: ReplicaDatabase, size = 10_000): Promise<void> {
  for (;;) {
    const waiting = await readUnindexed(database, 500);
    if (waiting.length === 0) return;
    await indexMessages(database, takeIndexBatch(waiting, size), size);
  }
}

/** What differs between the words and the messages that are held: nothing, when nothing waits. */
export async function staleSearchTerms(database: ReplicaDatabase): Promise<readonly unknown[]> {
  return await database.rows(
    `select coalesce(m.id, w.message_id) as id from messages m full join message_words w on w.message_id = m.id
     where w.words is distinct from to_tsvector('simple', coalesce(m.content, ''))
       or w.conversation_id is distinct from m.conversation_id`,
  );
}

/** The ids of what is found. */
export async function found(database: ReplicaDatabase, text: string): Promise<readonly number[]> {
  const context = { database, userId: agent.id, drafts: new Map(), presence: new RemotePresence() };
  const { result } = await searchMessages(context, { text });
  return result.messages.map(({ id }) => id);
}
