import type { TenantSql } from '../world/tenant-database.ts';
import { lena } from './customers.ts';
import { journeyTexts } from './journey-texts.ts';

/** Counts of the rows that the journey leaves in Postgres. They reveal a lost or duplicated row. */
export interface LenaInPostgres {
  readonly conversations: number;
  readonly assignedTo: number | null;
  readonly inbound: number;
  readonly replies: number;
  readonly replyStatus: string | null;
  readonly notes: number;
  readonly tags: number;
  readonly timesCannedResponseUsed: number;
  readonly transfers: number;
}

export async function lenaInPostgres(database: TenantSql): Promise<LenaInPostgres> {
  const [facts] = await database.rows(
    `with mine as (
       select conversations.id, conversations.assigned_to from conversations
       join customers on customers.id = conversations.customer_id where customers.name = $1)
     select
       (select count(*)::int from mine) as "conversations",
       (select assigned_to::int from mine limit 1) as "assignedTo",
       (select count(*)::int from messages join mine on mine.id = conversation_id
         where direction = 'inbound') as "inbound",
       (select count(*)::int from messages join mine on mine.id = conversation_id
         where direction = 'outbound' and content = $2) as "replies",
       (select status from messages join mine on mine.id = conversation_id
         where direction = 'outbound' limit 1) as "replyStatus",
       (select count(*)::int from conversation_notes join mine on mine.id = conversation_id
         where content = $3) as "notes",
       (select count(*)::int from conversation_tag join mine on mine.id = conversation_id) as "tags",
       (select usage_count from canned_responses where shortcut = 'delay') as "timesCannedResponseUsed",
       (select count(*)::int from conversation_transfers join mine on mine.id = conversation_id) as "transfers"`,
    [lena.contact.name, journeyTexts.reply, journeyTexts.note],
  );
  return facts as unknown as LenaInPostgres;
}

export function lenaConversationId(database: TenantSql): Promise<number> {
  return database.number(
    `select conversations.id from conversations
     join customers on customers.id = conversations.customer_id where customers.name = $1`,
    [lena.contact.name],
  );
}
