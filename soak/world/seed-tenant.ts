import type { PoolClient } from 'pg';

/** Text that only rows of another tenant contain: if it appears on the wire, rows of that tenant were sent. */
export const foreignMarker = 'of-another-tenant';

/**
 * Inserts reference data and conversations of every kind: assigned, in the queue, archived, and one with more messages
 * than a window.
 */
export async function seedTenant(client: PoolClient, userIds: readonly number[]): Promise<void> {
  const agents = `array[${userIds.join(',')}]::bigint[]`;
  await client.query(`
    insert into conversation_tags (name, color) select 'tag ' || n, '#aa0000' from generate_series(1, 8) n;
    insert into canned_responses (title, shortcut, content, user_id, is_shared)
      select 'response ' || n, 'r' || n, 'words ' || n, (${agents})[1 + n % ${userIds.length}], n % 2 = 0 from generate_series(1, 8) n;
    insert into customers (name) select 'Customer ' || n from generate_series(1, 60) n;
    insert into conversations (customer_id, platform, status, assigned_to)
      select id, 'http', case when id % 9 = 0 then 'archived' when id % 5 = 0 then 'new' else 'open' end,
        case when id % 4 = 0 then null else (${agents})[1 + id % ${userIds.length}] end from customers;
    insert into messages (conversation_id, direction, sender_type, content, created_at)
      select id, 'inbound', 'customer', 'message ' || n, now() - interval '1 day' + n * interval '1 second'
      from conversations, generate_series(1, case when id = (select min(id) from conversations where assigned_to is not null) then 620 else 6 end) n`);
}

/** Inserts rows of a tenant that no replica may ever receive. */
export async function seedForeignTenant(client: PoolClient): Promise<void> {
  await client.query(`
    insert into conversation_tags (name, color) values ('${foreignMarker}', '#aa0000');
    insert into customers (name) select '${foreignMarker}' from generate_series(1, 5);
    insert into conversations (customer_id, platform, status) select id, 'http', 'open' from customers;
    insert into messages (conversation_id, direction, sender_type, content) select id, 'inbound', 'customer', '${foreignMarker}' from conversations`);
}
