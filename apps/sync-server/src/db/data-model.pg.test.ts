import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import type { Tenant } from './tenant-directory.ts';

/** The columns of the specified data model, listed by hand so that no change of the code can drop one unnoticed. */
const seedColumns = {
  conversations:
    'id customer_id platform platform_conversation_id status assigned_to channel_type last_message_at first_response_at resolved_at message_count unread_count metadata sla_policy_id sla_first_response_due_at sla_resolution_due_at sla_first_response_breached sla_resolution_breached created_at updated_at',
  messages:
    'id conversation_id platform_message_id direction type content user_id sender_type status delivered_at read_at failed_at error_message metadata created_at updated_at',
  message_attachments:
    'id message_id type url platform_url mime_type filename file_size width height duration thumbnail_url metadata',
  conversation_notes: 'id conversation_id user_id content is_pinned',
  conversation_tags: 'id name color description',
  conversation_tag: 'conversation_id conversation_tag_id',
  conversation_assignments:
    'id conversation_id assigned_to assigned_by assignment_type assigned_at unassigned_at',
  message_status_updates: 'id message_id status status_at metadata',
  campaign_messages:
    'id campaign_id customer_id message_id status sent_at delivered_at read_at failed_at error_message',
  automated_replies:
    'id name trigger_type keywords reply_message reply_type reply_metadata is_active priority conditions',
  canned_responses: 'id title shortcut content category user_id is_shared platforms usage_count last_used_at',
  conversation_transfers: 'id conversation_id from_user_id to_user_id transferred_by reason transferred_at',
  sla_policies:
    'id name description first_response_time_minutes resolution_time_hours conditions is_active is_default',
  campaign_customer: 'campaign_id customer_id',
};

/** Table and columns of the specified indexes. */
const seedIndexes = [
  'conversations (customer_id, platform)',
  'conversations (assigned_to, status)',
  'conversations (last_message_at DESC NULLS LAST)',
  'conversations (platform_conversation_id)',
  'messages (conversation_id, created_at)',
  'messages (platform_message_id)',
  'messages (status, created_at)',
  'message_attachments (message_id, type)',
];

/** Table, column and target table of the specified relationships. */
const seedRelationships = [
  'messages.conversation_id → conversations',
  'messages.user_id → users',
  'conversation_notes.conversation_id → conversations',
  'conversation_tag.conversation_id → conversations',
  'conversation_tag.conversation_tag_id → conversation_tags',
  'conversation_assignments.conversation_id → conversations',
  'conversations.customer_id → customers',
  'conversations.assigned_to → users',
  'conversations.sla_policy_id → sla_policies',
  'message_attachments.message_id → messages',
  'message_status_updates.message_id → messages',
  'campaign_messages.campaign_id → campaigns',
  'campaign_messages.message_id → messages',
  'campaign_customer.campaign_id → campaigns',
  'campaign_customer.customer_id → customers',
  'campaigns.template_id → templates',
];

let database: TestDatabase;
let tenant: Tenant;
let documented: ReadonlyMap<string, DocumentedTable>;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
  documented = parseDataModel(
    readFileSync(join(import.meta.dirname, '../../../../docs/data-model.md'), 'utf8'),
  );
});
afterAll(() => database.close());

async function catalog(text: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(text, [tenant.schemaName]);
  return rows.map((row) => row.line);
}

test('docs/data-model.md lists exactly the tables and columns of a migrated tenant, with their types', async () => {
  const live = await catalog(
    `select class.relname || '.' || attribute.attname || ' ' || format_type(attribute.atttypid, attribute.atttypmod)
       || case when attribute.attnotnull then '' else ' nullable' end as line
     from pg_class class
     join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
     where class.relnamespace = $1::regnamespace and class.relkind = 'r' and class.relname <> 'schema_migrations'
     order by 1`,
  );
  const described = [...documented].flatMap(([table, { columns }]) =>
    columns.map((column) => `${table}.${column.name} ${column.type}${column.nullable ? ' nullable' : ''}`),
  );
  expect(described.toSorted()).toEqual(live.map(shorten).toSorted());
});

test('docs/data-model.md lists exactly the indexes of a migrated tenant', async () => {
  const live = await catalog(
    `select tablename || ' ' || indexname as line from pg_indexes where schemaname = $1 and tablename <> 'schema_migrations'
       and indexname not in (select conname from pg_constraint where connamespace = $1::regnamespace)`,
  );
  const described = [...documented].flatMap(([table, { indexes }]) =>
    indexes.map((index) => `${table} ${index}`),
  );
  expect(described.toSorted()).toEqual(live.toSorted());
});

test('every specified column is documented and not marked as an addition', () => {
  for (const [table, columns] of Object.entries(seedColumns)) {
    const asked = documented.get(table)?.columns.filter((column) => !column.ours) ?? [];
    const names = asked.map((column) => column.name).filter((name) => columns.split(' ').includes(name));
    expect({ table, columns: names }).toEqual({ table, columns: columns.split(' ') });
  }
});

test('the specified indexes exist', async () => {
  const live = await catalog(
    `select tablename || ' ' || substring(indexdef from '\\(.*\\)') as line from pg_indexes where schemaname = $1`,
  );
  expect(live).toEqual(expect.arrayContaining(seedIndexes));
});

test('the specified relationships are foreign keys', async () => {
  const live = await catalog(
    `select constraint_table.relname || '.' || attribute.attname || ' → ' || target.relname as line
     from pg_constraint key
     join pg_class constraint_table on constraint_table.oid = key.conrelid
     join pg_class target on target.oid = key.confrelid
     join pg_attribute attribute on attribute.attrelid = key.conrelid and attribute.attnum = key.conkey[1]
     where key.contype = 'f' and key.connamespace = $1::regnamespace`,
  );
  expect(live).toEqual(expect.arrayContaining(seedRelationships));
});

test.each([
  ['conversations', `insert into conversations (customer_id, platform, status) values (1, 'http', 'lost')`],
  ['conversations', `insert into conversations (customer_id, platform) values (1, 'pager')`],
  [
    'messages',
    `insert into messages (conversation_id, direction, sender_type) values (1, 'sideways', 'user')`,
  ],
  [
    'message_attachments',
    `insert into message_attachments (message_id, conversation_id, type) values (1, 1, 'smell')`,
  ],
  ['users', `insert into users (name, email, role) values ('x', 'x', 'king')`],
])('a value outside of the allowed set violates a check constraint of %s: %s', async (_, statement) => {
  await expect(
    database.pool.query(`begin; set local search_path = ${tenant.schemaName}; ${statement}`),
  ).rejects.toThrow('violates check constraint');
});

interface DocumentedColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly ours: boolean;
}

interface DocumentedTable {
  readonly columns: DocumentedColumn[];
  readonly indexes: string[];
}

function parseDataModel(text: string): ReadonlyMap<string, DocumentedTable> {
  const tables = new Map<string, DocumentedTable>();
  for (const section of text.split('\n### ').slice(1)) {
    const [name = '', ...lines] = section.split('\n');
    const columns = lines
      .filter((line) => /^\| [a-z]/.test(line) && !line.startsWith('| column '))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, column = '', type = '', facts = '']) => ({
        name: column,
        type,
        nullable: facts.includes('nullable'),
        ours: facts.includes('ours'),
      }));
    // A paragraph, which the formatter may wrap.
    const indexes = section
      .split('\n\n')
      .filter((paragraph) => paragraph.startsWith('Indexes: '))
      .flatMap((paragraph) => [...paragraph.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
    tables.set(name, { columns, indexes });
  }
  return tables;
}

function shorten(line: string): string {
  return line.replace('timestamp with time zone', 'timestamptz').replace('character varying', 'varchar');
}
