import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { PoolClient } from 'pg';

import type { Entering } from './enter-conversations.ts';
import type { EntriesWanted } from './plan-entries.ts';
import { readParts } from './read-parts.ts';
import * as queries from './row-queries.ts';
import { readWindowStarts, windowParameters } from './windows.ts';

/** Everything that enters, whole and as JSON: for replicas that know neither steps nor copies. */
export async function enterAtOnce(
  client: PoolClient,
  { mine, queue, known }: EntriesWanted,
): Promise<Entering> {
  const starts = await readWindowStarts(client, mine);
  const entered: HeldConversation[] = [
    ...mine.map((conversationId): HeldConversation => ({
      conversationId,
      scope: 'mine',
      windowFrom: starts.get(conversationId) ?? null,
    })),
    ...queue.map((conversationId): HeldConversation => ({
      conversationId,
      scope: 'queue',
      windowFrom: null,
    })),
  ];
  const held = new Map(entered.map((conversation) => [conversation.conversationId, conversation]));
  const headers = [...held.keys()].filter((id) => !known.has(id));
  const parts =
    headers.length === 0
      ? []
      : await readParts(client, [queries.customersOfConversations, queries.conversationHeaders], [headers]);
  if (mine.length > 0) {
    const windows = windowParameters(mine, held);
    parts.push(
      ...(await readParts(client, queries.enteringConversationRows, [mine])),
      ...(await readParts(client, queries.enteringMessageRows, windows)),
    );
  }
  return { entered, copies: [], parts, remaining: 0 };
}
