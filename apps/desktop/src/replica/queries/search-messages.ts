import { searchMessagesInputSchema } from '../../contract/search.ts';
import type { FoundMessage } from '../../contract/search.ts';
import { customerColumn } from './fragments.ts';
import type { NamedQuery } from './query-context.ts';

export const searchMessages: NamedQuery<'search.messages'> = async ({ database }, input) => {
  const { text, limit } = searchMessagesInputSchema.parse(input);
  // Postgres finds no words in punctuation and emoji.
  const words = text.split(/[\s\0]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const last = words.at(-1);
  const messages =
    last === undefined
      ? []
      : await database.rows<FoundMessage>(
          `select m.id, m.conversation_id as "conversationId", ${customerColumn} as customer,
            m.direction, coalesce(m.content, '') as text, m.created_at as "createdAt"
          from (select messages.* from message_words join messages on messages.id = message_id
              where words @@ (plainto_tsquery('simple', $1) && (to_tsquery('simple', $2) || $2::tsquery))
              order by created_at desc, messages.id desc limit $3) m
            join conversations c on c.id = m.conversation_id join customers cu on cu.id = c.customer_id
          order by m.created_at desc, m.id desc`,
          [words.slice(0, -1).join(' '), `${quoted(last.toLowerCase())}:*`, limit],
        );
  const [state] = await database.rows<{ isIndexing: boolean }>(
    `select exists (select from words_waiting) as "isIndexing"`,
  );
  return {
    result: { messages, isIndexing: state?.isIndexing ?? false },
    dependsOn: ['words', 'table:conversations', 'table:customers'],
  };
};

/**
 * Quotes one word for a tsquery. Postgres splits it as it splits messages (`half-open` becomes three words), or finds
 * the beginning of a token that it does not split (`ada@exam`).
 */
function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
