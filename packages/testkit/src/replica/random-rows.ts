import fc from 'fast-check';
import { getTableConfig } from 'drizzle-orm/pg-core';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { cannedResponses } from '@holdfast/schema/tables/canned-responses';
import { channels } from '@holdfast/schema/tables/channels';
import { conversationAssignments } from '@holdfast/schema/tables/conversation-assignments';
import { conversationNotes } from '@holdfast/schema/tables/conversation-notes';
import { conversationTag } from '@holdfast/schema/tables/conversation-tag';
import { conversationTags } from '@holdfast/schema/tables/conversation-tags';
import { conversationTransfers } from '@holdfast/schema/tables/conversation-transfers';
import { conversations } from '@holdfast/schema/tables/conversations';
import { customers } from '@holdfast/schema/tables/customers';
import { messageAttachments } from '@holdfast/schema/tables/message-attachments';
import { messageStatusUpdates } from '@holdfast/schema/tables/message-status-updates';
import { messages } from '@holdfast/schema/tables/messages';
import { slaPolicies } from '@holdfast/schema/tables/sla-policies';
import { templates } from '@holdfast/schema/tables/templates';
import { users } from '@holdfast/schema/tables/users';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';

export type RandomRow = Readonly<Record<string, unknown>>;

const tables: Record<SyncedTableName, PgTable> = {
  users,
  channels,
  templates,
  sla_policies: slaPolicies,
  conversation_tags: conversationTags,
  canned_responses: cannedResponses,
  customers,
  conversations,
  conversation_notes: conversationNotes,
  conversation_tag: conversationTag,
  conversation_assignments: conversationAssignments,
  conversation_transfers: conversationTransfers,
  messages,
  message_attachments: messageAttachments,
  message_status_updates: messageStatusUpdates,
};

/** Generates any valid row of the table, as JSON of Postgres. `fixed` sets the columns that refer to other rows. */
export function randomRow(name: SyncedTableName, fixed: RandomRow): fc.Arbitrary<RandomRow> {
  const arbitraries = getTableConfig(tables[name]).columns.map(
    (column) =>
      [
        column.name,
        column.name in fixed ? fc.constant<unknown>(fixed[column.name]) : randomValue(column),
      ] as const,
  );
  return fc.record<RandomRow>(Object.fromEntries(arbitraries));
}

/** The columns of a table whose change must change the digest. */
export function contentColumns(name: SyncedTableName): readonly string[] {
  return getTableConfig(tables[name])
    .columns.map((column) => column.name)
    .filter((column) => column !== 'row_xid');
}

/** Generates any value of a column, as JSON. */
export function randomValueOf(name: SyncedTableName, column: string): fc.Arbitrary<unknown> {
  const found = getTableConfig(tables[name]).columns.find((candidate) => candidate.name === column);
  if (found === undefined) throw new Error(`${name} has no column ${column}`);
  return randomValue(found);
}

function randomValue(column: PgColumn): fc.Arbitrary<unknown> {
  const value = randomNotNull(column);
  return column.notNull ? value : fc.option(value, { nil: null });
}

function randomNotNull(column: PgColumn): fc.Arbitrary<unknown> {
  if (column.enumValues !== undefined && column.enumValues.length > 0)
    return fc.constantFrom(...column.enumValues);
  const type = column.getSQLType();
  if (type === 'bigint') return fc.maxSafeInteger();
  if (type === 'integer') return fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'xid8') return fc.nat().map(String);
  // In a row that is sent as JSON, the JSON value null and SQL null look the same.
  if (type === 'jsonb')
    return fc
      .jsonValue()
      .filter((value) => value !== null)
      .map(withoutNul);
  if (type.startsWith('timestamp')) return randomInstant;
  if (type.startsWith('varchar')) return randomText(Number(/\d+/.exec(type)?.[0]));
  if (type === 'text') return randomText(300);
  throw new Error(`no random values for ${type}`);
}

/** Times with microseconds, which a `Date` does not have, and in any time zone. */
const randomInstant = fc
  .record({
    seconds: fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
    micros: fc.nat(999_999),
    zone: fc.constantFrom('Z', '+02:00', '-09:30'),
  })
  .map(
    ({ seconds, micros, zone }) =>
      `${seconds.toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}${zone}`,
  );

function randomText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: 'binary', maxLength: Math.min(maxLength, 60) }).map((text) => withoutNul(text));
}

/** Text without NUL: Postgres stores none, neither in text nor in jsonb. */
function withoutNul<Value>(value: Value): Value {
  // A surrogate without its pair is not valid text.
  const text = JSON.stringify(value)
    .replaceAll('\\u0000', '')
    .replaceAll(/\\ud[89a-f]../g, '');
  return JSON.parse(text) as Value;
}
