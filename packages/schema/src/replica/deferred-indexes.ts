/** An index that a replica builds after the rows of its first sync. */
export interface DeferredIndex {
  readonly name: string;
  readonly table: string;
  /** The SQL after `on <table>`: columns, and the condition of a partial index. */
  readonly on: string;
}

/**
 * The indexes that a replica lacks until its first sync is complete, in the order in which they are built: first the
 * ones that removing a conversation and reading a timeline use. A replica has no index on `row_xid`.
 */
export const deferredIndexes: readonly DeferredIndex[] = [
  {
    name: 'conversation_notes_conversation_id_created_at_index',
    table: 'conversation_notes',
    on: '(conversation_id, created_at)',
  },
  {
    name: 'conversation_assignments_conversation_id_index',
    table: 'conversation_assignments',
    on: '(conversation_id, assigned_at)',
  },
  {
    name: 'conversation_assignments_assigned_to_index',
    table: 'conversation_assignments',
    on: '(assigned_to, assigned_at)',
  },
  {
    name: 'conversation_transfers_conversation_id_index',
    table: 'conversation_transfers',
    on: '(conversation_id, transferred_at)',
  },
  {
    name: 'conversation_tag_conversation_tag_id_index',
    table: 'conversation_tag',
    on: '(conversation_tag_id)',
  },
  { name: 'conversations_customer_id_platform_index', table: 'conversations', on: '(customer_id, platform)' },
  { name: 'conversations_assigned_to_status_index', table: 'conversations', on: '(assigned_to, status)' },
  {
    name: 'conversations_last_message_at_index',
    table: 'conversations',
    on: '(last_message_at DESC NULLS LAST)',
  },
  {
    name: 'conversations_platform_conversation_id_index',
    table: 'conversations',
    on: '(platform_conversation_id)',
  },
  { name: 'conversations_queue_index', table: 'conversations', on: '(status) WHERE assigned_to is null' },
  {
    name: 'message_attachments_conversation_id_index',
    table: 'message_attachments',
    on: '(conversation_id)',
  },
  { name: 'message_status_updates_message_id_index', table: 'message_status_updates', on: '(message_id)' },
  {
    name: 'message_status_updates_conversation_id_index',
    table: 'message_status_updates',
    on: '(conversation_id)',
  },
  { name: 'messages_platform_message_id_index', table: 'messages', on: '(platform_message_id)' },
  { name: 'messages_status_created_at_index', table: 'messages', on: '(status, created_at)' },
];
