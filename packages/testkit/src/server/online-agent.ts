import { randomUUID } from 'node:crypto';

import { downSchema, type Down } from '@holdfast/schema/protocol/down';
import type { Hello } from '@holdfast/schema/protocol/hello';
import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';

import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { createTestUser, openSocket, testPassword } from './start-test-server.ts';
import type { TestServer } from './start-test-server.ts';
import type { TestDatabase } from './test-database.ts';

/** The hello of an empty replica. */
const emptyHello: Hello = {
  protocolVersion,
  schemaHash: schemaHash(),
  cursor: null,
  oldestPendingMutationId: null,
  heldWhole: [],
  heldQueue: [],
  heldHeaders: [],
  held: [],
};

export type OnlineAgent = Awaited<ReturnType<typeof agentOnline>>;

/** Signs an agent in on a new device and opens a socket. Creates the agent unless `email` is given. */
export async function agentOnline(
  server: TestServer,
  database: TestDatabase,
  options: { readonly tenant: Tenant; readonly email?: string },
) {
  const { tenant } = options;
  const email = options.email ?? (await createTestUser(database, tenant.slug)).email;
  const signedIn = await server.http.auth.signIn.mutate({
    tenant: tenant.slug,
    email,
    password: testPassword,
    device: { uuid: randomUUID(), name: 'test' },
  });
  const socket = openSocket(server.url, signedIn.accessToken);
  return { email, userId: signedIn.user.id, deviceId: signedIn.deviceId, ...socket };
}

/** Opens a session of an empty replica. It acknowledges every delta and records all messages in `told`. */
export function openSession({ client }: OnlineAgent) {
  const told: Down[] = [];
  const errors: unknown[] = [];
  const state = { sessionId: '' };
  const subscription = client.sync.session.subscribe(emptyHello, {
    onData: (data) => {
      const message = downSchema.parse(data);
      told.push(message);
      if (message.type === 'welcome') state.sessionId = message.sessionId;
      if (message.type === 'delta') {
        const acknowledgement = { sessionId: state.sessionId, batchId: message.batchId };
        client.sync.acknowledge.mutate(acknowledgement).catch((error: unknown) => errors.push(error));
      }
    },
    onError: (error) => errors.push(error),
  });
  return {
    told,
    errors,
    get sessionId() {
      return state.sessionId;
    },
    stop: () => subscription.unsubscribe(),
  };
}
