import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import type { Tenant } from '../db/tenant-directory.ts';
import {
  createAgent,
  createConversation,
  mutation,
  mutationRequest,
  operatorSql,
} from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { declareRestored } from './declare-restored.ts';
import { allocateIds } from '../sync/mutations/allocate-ids.ts';
import { applyMutations } from '../sync/mutations/apply-mutations.ts';

let database: TestDatabase;
let tenant: Tenant;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
});
afterAll(() => database.close());

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);
const restored = () => declareRestored(database.pool, { slug: tenant.slug, actor: 'op' });

test('E1 a restore begins a new generation: one transaction stamps every row, and tombstones are deleted', async () => {
  const { userId } = await createAgent(database.pool, tenant, 'mara');
  const conversationId = await createConversation(database.pool, tenant, {
    assignedTo: userId,
    messageCount: 3,
  });
  await sql('delete from messages where id = (select max(id) from messages)');
  await sql('update sync_state set tombstones_pruned_through = pg_current_xact_id()');
  const before = await sql('select generation from sync_state');
  const { report } = await restored();
  expect(report.generation).toBe(before + 1);
  expect(await sql('select generation from sync_state where tombstones_pruned_through is null')).toBe(
    before + 1,
  );
  expect(await sql('select count(*) from tombstones')).toBe(0);
  const stamps = await sql(
    `select count(distinct row_xid) from (select row_xid from messages union all select row_xid from conversations
     union all select row_xid from customers union all select row_xid from users) rows`,
  );
  expect(stamps).toBe(1);
  expect(await sql('select count(*) from messages where conversation_id = $1', [conversationId])).toBe(2);
  const { rows } = await database.pool.query(
    `select actor, tenant_id::int from landlord.audit_log where action = 'tenant.restored'`,
  );
  expect(rows).toEqual([{ actor: 'op', tenant_id: tenant.id }]);
});

test('Ids allocated after the backup are not allocated again, and a device keeps its id block', async () => {
  const agent = await createAgent(database.pool, tenant, 'noor');
  const other = await createAgent(database.pool, tenant, 'ivo');
  const conversationId = await createConversation(database.pool, tenant, { assignedTo: agent.userId });
  // Lost with the backup: a row id and an id block.
  const lostRow = await sql(`select nextval('row_ids')`);
  const lost = await allocateIds(database.pool, tenant.schemaName, agent.deviceId);
  await sql('delete from id_blocks where first_id = $1', [lost.firstId]);
  await restored();

  expect(await sql(`select nextval('row_ids')`)).toBeGreaterThan(lostRow + 1000);
  const next = await allocateIds(database.pool, tenant.schemaName, other.deviceId);
  expect(next.firstId).toBeGreaterThan(lost.firstId + lost.size);

  const note = (id: number, noteId: number) =>
    mutation(id, 'addNote', { noteId, conversationId, content: 'from before the restore', isPinned: false });
  await applyMutations(mutationRequest(database.pool, tenant, agent), [
    note(1, lost.firstId + 7),
    note(2, lost.firstId + 8),
  ]);
  expect(
    await sql(`select count(*) from conversation_notes where id in ($1, $2)`, [
      lost.firstId + 7,
      lost.firstId + 8,
    ]),
  ).toBe(2);
  await applyMutations(mutationRequest(database.pool, tenant, agent), [
    note(3, next.firstId + 1),
    note(4, next.firstId + 4096 * 9),
  ]);
  const outcomes = await sql(
    `select count(*) from mutation_results where device_id = $1 and code = 'HF_ID_FOREIGN'`,
    [agent.deviceId],
  );
  expect(outcomes).toBe(2);
});
