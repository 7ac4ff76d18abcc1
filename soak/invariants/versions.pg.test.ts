import type { Down } from '@holdfast/schema/protocol/down';
import type { Delta } from '@holdfast/schema/protocol/delta';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';
import { expect, inject, test } from 'vitest';

import { issueAccessToken } from '../../apps/sync-server/src/auth/access-token.ts';
import { deriveKey } from '../../apps/sync-server/src/config/derive-key.ts';
import { openSocket } from '../../apps/sync-server/src/testing/start-test-server.ts';
import { ProofWorld } from './proof-world.ts';
import { withoutRule } from './without-rule.ts';

/** What version 1 of the protocol knows how to read. */
interface Told {
  readonly kinds: ReadonlySet<Down['type']>;
  /** Rows that come in ways that it does not know, and conversations held in ways that it does not know. */
  readonly unknown: number;
  readonly messages: number;
}

/** A replica of version 1 says hello, and a conversation with more than a window of messages enters its scope later. */
async function tellOlderReplica(): Promise<Told> {
  await using world = await ProofWorld.start(inject('databaseUrl'));
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
    protocolVersion: 1,
    schemaHash: schemaHash(),
    cursor: null,
    oldestPendingMutationId: null,
    held: [],
  };
  const subscription = socket.client.sync.session.subscribe(hello, {
    onData: (down) => downs.push(down),
    onError: () => undefined,
  });
  const deltas = () => downs.filter((down): down is Delta => down.type === 'delta');
  await expect.poll(() => deltas().length, { timeout: 10_000 }).toBeGreaterThan(0);
  const later = await world.createConversation(null, 30);
  await world.sql('update conversations set assigned_to = $2 where id = $1', [later, userId]);
  const entered = () =>
    deltas().some((delta) =>
      delta.entered.some(({ conversationId, scope }) => conversationId === later && scope === 'mine'),
    );
  await expect.poll(entered, { timeout: 10_000 }).toBe(true);
  subscription.unsubscribe();
  await socket.close();
  return {
    kinds: new Set(downs.map(({ type }) => type)),
    unknown: deltas().reduce(
      (sum, { copies, replaced, remaining, entered: held }) =>
        sum +
        copies.length +
        replaced.length +
        remaining +
        held.filter(({ scope }) => scope === 'header').length,
      0,
    ),
    messages: deltas()
      .flatMap(({ parts }) => parts.filter(({ table }) => table === 'messages'))
      .reduce((sum, { rows }) => sum + (JSON.parse(rows) as unknown[]).length, 0),
  };
}

test('Versions invariant 10: a replica of the previous protocol is told everything in the words that it knows', async () => {
  const told = await tellOlderReplica();
  expect(told).toMatchObject({ unknown: 0, messages: 90 });
  expect([...told.kinds].sort()).toEqual(['delta', 'welcome']);
});

test('Versions invariant 10 fails in a build that speaks the newest protocol to everybody', async () => {
  expect((await withoutRule('versions', tellOlderReplica)).unknown).toBeGreaterThan(0);
});
