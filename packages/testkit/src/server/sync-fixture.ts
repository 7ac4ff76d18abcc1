import type { Mutation } from '@holdfast/schema/protocol/push';

import type { ClusterPool } from '@holdfast/sync-server/db/cluster-pool';
import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import { allocateIds } from '@holdfast/sync-server/sync/mutations/allocate-ids';
import type { ApplyMutationRequest } from '@holdfast/sync-server/sync/mutations/apply-mutation';

/** An agent with one device and an id block. */
export interface FixtureAgent {
  readonly userId: number;
  readonly deviceId: number;
  readonly firstId: number;
}

/** Runs SQL in the tenant, as an operator would. Returns the first column of the first row as a number. */
export async function operatorSql(
  pool: ClusterPool,
  tenant: Tenant,
  text: string,
  values: readonly unknown[] = [],
): Promise<number> {
  return await withTenant(pool, tenant.schemaName, {}, async ({ client }) => {
    const { rows } = await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' });
    return Number(rows[0]?.[0] ?? Number.NaN);
  });
}

/** Creates an agent whose device has an id block. */
export async function createAgent(pool: ClusterPool, tenant: Tenant, name: string): Promise<FixtureAgent> {
  const userId = await operatorSql(
    pool,
    tenant,
    `insert into users (name, email) values ($1, $2) returning id`,
    [name, `${name}@example.com`],
  );
  const deviceId = await operatorSql(
    pool,
    tenant,
    `insert into devices (user_id, uuid, name) values ($1, gen_random_uuid(), 'test') returning id`,
    [userId],
  );
  const { firstId } = await allocateIds(pool, tenant.schemaName, deviceId);
  return { userId, deviceId, firstId };
}

/** Creates a conversation with `messageCount` inbound messages, one second apart. Returns its id. */
export async function createConversation(
  pool: ClusterPool,
  tenant: Tenant,
  options: { readonly assignedTo: number | null; readonly messageCount?: number },
): Promise<number> {
  const customerId = await operatorSql(
    pool,
    tenant,
    `insert into customers (name) values ('Nadia') returning id`,
  );
  const id = await operatorSql(
    pool,
    tenant,
    `insert into conversations (customer_id, platform, assigned_to, status) values ($1, 'http', $2, 'open') returning id`,
    [customerId, options.assignedTo],
  );
  await operatorSql(
    pool,
    tenant,
    `insert into messages (conversation_id, direction, sender_type, content, created_at)
     select $1, 'inbound', 'customer', 'message ' || n, timestamptz '2026-01-01' + n * interval '1 second'
     from generate_series(1, $2) n`,
    [id, options.messageCount ?? 1],
  );
  return id;
}

/** Returns a mutation as a device sends it. */
export function mutation(id: number, name: string, args: Record<string, unknown>): Mutation {
  return {
    id,
    uuid: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    name,
    version: 1,
    args,
    composedAt: '2026-01-01T00:00:00.000Z',
  };
}

/** Returns the request for `applyMutation`. Enqueued outbound messages are recorded in `enqueued`. */
export function mutationRequest(
  pool: ClusterPool,
  tenant: Tenant,
  agent: FixtureAgent,
  enqueued: number[] = [],
) {
  const request: ApplyMutationRequest = {
    pool,
    schemaName: tenant.schemaName,
    device: { deviceId: agent.deviceId, userId: agent.userId },
    enqueueOutboundMessages: (_transaction, messageIds) => {
      enqueued.push(...messageIds);
      return Promise.resolve();
    },
  };
  return request;
}
