import type { ClusterPool } from '@holdfast/sync-server/db/cluster-pool';
import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { operatorSql } from './sync-fixture.ts';

export interface ManyConversations {
  readonly assignedTo: number | null;
  readonly count: number;
  readonly messagesEach: number;
  /** Length of each message, in characters. */
  readonly length?: number;
}

/** Inserts conversations, oldest first. Each has a customer, messages, a note, a tag and an assignment. */
export async function createConversations(
  pool: ClusterPool,
  tenant: Tenant,
  { assignedTo, count, messagesEach, length = 40 }: ManyConversations,
): Promise<void> {
  await operatorSql(
    pool,
    tenant,
    `with tag as (
       insert into conversation_tags (name, color) values ('tag ' || clock_timestamp(), '#336699') returning id
     ), people as (
       insert into customers (name) select 'Customer ' || n from generate_series(1, $2::int) n returning id
     ), made as (
       insert into conversations (customer_id, platform, assigned_to, status, last_message_at)
       select id, 'http', $1::bigint, 'open', now() + id * interval '1 second' from people returning id
     ), notes as (
       insert into conversation_notes (conversation_id, content) select id, E'a\\\\note\\twith\\n' || id from made
     ), tagged as (
       insert into conversation_tag (conversation_id, conversation_tag_id) select made.id, tag.id from made, tag
     ), given as (
       insert into conversation_assignments (conversation_id, assigned_to, assignment_type)
       select id, coalesce($1::bigint, (select min(id) from users)), 'manual' from made
     )
     insert into messages (conversation_id, direction, sender_type, content, created_at)
     select made.id, 'inbound', 'customer', rpad('message ' || n, $4::int, 'é'), now() + n * interval '1 second'
     from made, generate_series(1, $3::int) n`,
    [assignedTo, count, messagesEach, length],
  );
  await operatorSql(
    pool,
    tenant,
    `insert into message_attachments (message_id, conversation_id, type)
     select max(id), conversation_id, 'image' from messages
     where conversation_id not in (select conversation_id from message_attachments) group by conversation_id`,
  );
}
