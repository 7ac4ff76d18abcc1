import { downSchema, type Down } from '@holdfast/schema/protocol/down';
import type { Delta } from '@holdfast/schema/protocol/delta';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';
import { expect, inject, test } from 'vitest';

import { issueAccessToken } from '@holdfast/sync-server/auth/access-token';
import { deriveKey } from '@holdfast/sync-server/config/derive-key';
import { openSocket } from '@holdfast/testkit/server/start-test-server';
import type { BreakableRule } from '../broken/breakable-rules.ts';
import { ProofWorld } from './proof-world.ts';

/** How a replica of protocol version 2 received rows. It reads them as JSON and as COPY text. */
interface ReceivedRows {
  /** Number of copies in a format that version 2 cannot read. */
  readonly unknown: number;
  readonly messages: number;
}

/** Connects a replica of version 2; another conversation enters its scope later. */
async function syncOlderReplica(broken?: BreakableRule): Promise<ReceivedRows> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const userId = await world.createUser('ada');
  for (let n = 0; n < 3; n += 1) await world.createConversation(userId, 20);
  const { id: deviceId } = await world.sql(
    `insert into devices (user_id, uuid, name) values ($1, gen_random_uuid(), 'old') returning id`,
    [userId],
  );
  const key = deriveKey(world.server.settings.tokenSecret, 'access-token');
  const claims = { tenant: world.tenant.slug, userId, deviceId, role: 'agent' as const };
  const { token } = await issueAccessToken(key, claims, new Date());
  const socket = openSocket(world.server.url, token);
  const downs: Down[] = [];
  const hello = {
    protocolVersion: 2,
    schemaHash: schemaHash(),
    cursor: null,
    oldestPendingMutationId: null,
    heldWhole: [],
    heldQueue: [],
    heldHeaders: [],
    held: [],
  };
  const subscription = socket.client.sync.session.subscribe(hello, {
    onData: (down) => downs.push(downSchema.parse(down)),
    onError: () => undefined,
  });
  const deltas = () => downs.filter((down): down is Delta => down.type === 'delta');
  await expect.poll(() => deltas().length).toBeGreaterThan(0);
  const later = await world.createConversation(null, 30);
  await world.sql('update conversations set assigned_to = $2 where id = $1', [later, userId]);
  const entered = () =>
    deltas().some((delta) =>
      delta.entered.some(({ conversationId, scope }) => conversationId === later && scope === 'mine'),
    );
  await expect.poll(entered).toBe(true);
  subscription.unsubscribe();
  await socket.close();
  const copies = deltas().flatMap((delta) => delta.copies);
  const parts = deltas().flatMap((delta) => delta.parts);
  return {
    unknown: copies.filter((copy) => !('text' in copy)).length,
    messages:
      copies
        .filter(({ table }) => table === 'messages')
        .reduce((sum, copy) => sum + ('text' in copy ? copy.text.split('\n').length - 1 : 0), 0) +
      parts
        .filter(({ table }) => table === 'messages')
        .reduce((sum, { rows }) => sum + (JSON.parse(rows) as unknown[]).length, 0),
  };
}

test('Versions invariant 10: a replica of the previous protocol receives everything in its own formats', async () => {
  expect(await syncOlderReplica()).toEqual({ unknown: 0, messages: 90 });
});

test('Versions invariant 10 fails in a build that sends the newest protocol to every replica', async () => {
  expect((await syncOlderReplica('versions')).unknown).toBeGreaterThan(0);
});
