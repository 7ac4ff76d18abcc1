import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeMessage, encodeMessage } from '@holdfast/schema/transport/message-frame';
import { createTRPCClient, createWSClient, httpLink, wsLink } from '@trpc/client';
import type { TRPCClient } from '@trpc/client';

import type { Settings } from '@holdfast/sync-server/config/settings';
import { parseSettings } from '@holdfast/sync-server/config/settings';
import { startServer } from '@holdfast/sync-server/lifecycle/start-server';
import type { RunningServer } from '@holdfast/sync-server/lifecycle/start-server';
import type { SyncPolicies } from '@holdfast/sync-server/lifecycle/sync-policies';
import { createLogger } from '@holdfast/sync-server/logging/create-logger';
import type { LogDestination } from '@holdfast/sync-server/logging/create-logger';
import type { PresenceTtls } from '@holdfast/sync-server/presence/presence-ttls';
import type { AppRouter } from '@holdfast/sync-server/router';
import { createUser } from '@holdfast/sync-server/users/create-user';
import type { PublicUser } from '@holdfast/sync-server/users/create-user';
import type { TestDatabase } from './test-database.ts';

export const testPassword = 'correct horse battery';

export interface TestServer extends RunningServer {
  readonly settings: Settings;
  /** The server's log, one object per line. */
  readonly logLines: readonly string[];
  /** A tRPC client over HTTP. */
  readonly http: TRPCClient<AppRouter>;
}

export interface TestServerOptions {
  readonly clock?: () => Date;
  readonly presenceLifetimes?: PresenceTtls;
  readonly settings?: Partial<Settings>;
  readonly role?: 'web' | 'worker' | 'all';
  readonly policies?: Partial<SyncPolicies>;
}

/** Starts a whole server on a free port, with a test database. */
export async function startTestServer(
  database: TestDatabase,
  options: TestServerOptions = {},
): Promise<TestServer> {
  const filesDirectory = await mkdtemp(join(tmpdir(), 'holdfast-test-files-'));
  const settings: Settings = {
    ...parseSettings({
      HOLDFAST_DATABASE_URL: database.databaseUrl,
      HOLDFAST_PORT: '0',
      HOLDFAST_TOKEN_SECRET: 'a secret of the tests, long enough for it',
      HOLDFAST_FILES_DIRECTORY: filesDirectory,
      HOLDFAST_LOG_LEVEL: 'trace',
    }),
    ...options.settings,
  };
  const logLines: string[] = [];
  const destination: LogDestination = { write: (line) => logLines.push(line) };
  const running = await startServer({
    settings,
    role: options.role ?? 'web',
    logger: createLogger('trace', destination),
    ...(options.policies === undefined ? {} : { policies: options.policies }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.presenceLifetimes === undefined ? {} : { presenceTtls: options.presenceLifetimes }),
  });
  return {
    ...running,
    settings,
    logLines,
    http: createTRPCClient<AppRouter>({ links: [httpLink({ url: `${running.url}/trpc` })] }),
    stop: async () => {
      await running.stop();
      await rm(filesDirectory, { recursive: true, force: true });
    },
  };
}

/** Opens a client with its own socket, as the app does. */
export function openSocket(url: string, accessToken: string) {
  let closed: (event: { code: number | undefined }) => void = () => undefined;
  const whenClosed = new Promise<{ code: number | undefined }>((resolve) => {
    closed = resolve;
  });
  const ws = createWSClient({
    url: `${url.replace('http', 'ws')}/trpc`,
    connectionParams: { accessToken },
    retryDelayMs: () => 60_000,
    experimental_encoder: { encode: encodeMessage, decode: decodeMessage },
    onClose: (cause) => closed({ code: cause?.code }),
  });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: ws })] });
  return { client, whenClosed, close: () => ws.close() };
}

/** Creates a user who can sign in with `testPassword`. */
export function createTestUser(database: TestDatabase, tenant: string, email?: string): Promise<PublicUser> {
  return createUser(database.pool, {
    tenant,
    email: email ?? `${randomUUID()}@example.test`,
    name: 'Ada Agent',
    role: 'agent',
    locale: 'en',
    password: testPassword,
    actor: 'system',
  });
}
