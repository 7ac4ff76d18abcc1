import type { BenchTenant } from './bench-tenant.ts';

export interface BulkConversations {
  /** Null: unassigned. Unassigned and `resolved`: in no agent's scope. */
  readonly assignedTo: number | null;
  readonly status: 'open' | 'resolved';
  readonly count: number;
  readonly messagesEach: number;
}

/**
 * Inserts conversations with one customer each, in one statement.
 * @returns their ids
 */
export async function insertConversations(
  tenant: BenchTenant,
  { assignedTo, status, count, messagesEach }: BulkConversations,
): Promise<number[]> {
  const rows = await tenant.sql<{ id: string }>(
    `with made as (
       insert into customers (name, email, phone, locale)
       select 'Customer number ' || n, 'customer' || n || '@example.test', '+49151' || (10000000 + n), 'de'
       from generate_series(1, $1::int) n returning id
     )
     insert into conversations (customer_id, platform, assigned_to, status, message_count, last_message_at,
       last_message_preview, last_message_direction)
     select id, 'http', $2::bigint, $3, $4::int, now(), 'Where is my order?', 'inbound' from made returning id`,
    [count, assignedTo, status, messagesEach],
  );
  const ids = rows.map(({ id }) => Number(id));
  await insertMessages(tenant, ids, messagesEach);
  return ids;
}

/** Inserts `each` further messages in each of these conversations, written alternately by both sides. */
export async function insertMessages(
  tenant: BenchTenant,
  conversationIds: readonly number[],
  each: number,
): Promise<void> {
  await tenant.sql(
    `insert into messages (conversation_id, direction, sender_type, content, status, created_at)
     select conversation, case when n % 3 = 0 then 'outbound' else 'inbound' end,
       case when n % 3 = 0 then 'system' else 'customer' end,
       'Where is my order ' || n || '? I have been waiting since last week.', 'delivered',
       now() - ($2::int - n) * interval '1 minute'
     from unnest($1::bigint[]) conversation, generate_series(1, $2::int) n`,
    [conversationIds, each],
  );
}

/**
 * Inserts the other rows of conversations: a note, a tag and an assignment each, and an attachment for every tenth
 * message.
 */
export async function insertRelatedRows(tenant: BenchTenant, userId: number): Promise<void> {
  await tenant.sql(
    `insert into conversation_tags (name, color) select 'Tag ' || n, '#336699' from generate_series(1, 20) n`,
  );
  await tenant.sql(
    `insert into conversation_tag (conversation_id, conversation_tag_id)
     select conversations.id, tag.id from conversations join conversation_tags tag
       on tag.name = 'Tag ' || (1 + conversations.id % 20)`,
  );
  await tenant.sql(
    `insert into conversation_notes (conversation_id, user_id, content)
     select id, $1, 'Called back on Monday, wants a refund.' from conversations`,
    [userId],
  );
  await tenant.sql(
    `insert into conversation_assignments (conversation_id, assigned_to, assignment_type)
     select id, $1, 'manual' from conversations`,
    [userId],
  );
  await tenant.sql(
    `insert into message_attachments (message_id, conversation_id, type, mime_type, filename, file_size)
     select id, conversation_id, 'image', 'image/jpeg', 'photo.jpg', 123456 from messages where id % 10 = 0`,
  );
}
