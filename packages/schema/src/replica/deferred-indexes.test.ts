import { getTableConfig } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { conversationAssignments } from '../tables/conversation-assignments.ts';
import { conversationNotes } from '../tables/conversation-notes.ts';
import { conversationTag } from '../tables/conversation-tag.ts';
import { conversationTransfers } from '../tables/conversation-transfers.ts';
import { conversations } from '../tables/conversations.ts';
import { messageAttachments } from '../tables/message-attachments.ts';
import { messageStatusUpdates } from '../tables/message-status-updates.ts';
import { messages } from '../tables/messages.ts';
import { deferredIndexes } from './deferred-indexes.ts';

const tables = [
  conversationAssignments,
  conversationNotes,
  conversationTag,
  conversationTransfers,
  conversations,
  messageAttachments,
  messageStatusUpdates,
  messages,
];
/** What a timeline is read by while rows arrive. */
const builtFromTheBeginning = [
  'messages_conversation_id_created_at_index',
  'message_attachments_message_id_type_index',
];

test('D4 every index of the tables that a first sync fills is built, except those on row_xid', () => {
  const names = tables
    .flatMap((table) => getTableConfig(table).indexes)
    .flatMap(({ config }) => (config.name === undefined ? [] : [config.name]));
  const expected = names.filter((name) => !name.endsWith('_row_xid_index'));
  const built = [...deferredIndexes.map(({ name }) => name), ...builtFromTheBeginning];
  expect(built.toSorted()).toEqual(expected.toSorted());
});
