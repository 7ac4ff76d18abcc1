import { randomUUID } from 'node:crypto';

import type { ErrorBody } from '@holdfast/schema/errors/error-body';
import type { ErrorCode } from '@holdfast/schema/errors/error-codes';
import { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';

import { sweepConnections } from '../auth/sweep-connections.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import {
  createTestUser,
  openSocket,
  startTestServer,
  testPassword,
} from '@holdfast/testkit/server/start-test-server';
import type { TestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import type { PublicUser } from '../users/create-user.ts';
import { deactivateUser } from '../users/deactivate-user.ts';
import { revokeDevice } from '../users/revoke-device.ts';
import { setPassword } from '../users/set-password.ts';
import { setTenantStatus } from '../tenants/set-tenant-status.ts';

let database: TestDatabase;
let server: TestServer;
let tenant: Tenant;
let user: PublicUser;
let now: Date;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  server = await startTestServer(database, { clock: () => now });
  tenant = await database.createTenant();
});
afterAll(async () => {
  await server.stop();
  await database.close();
});
beforeEach(async () => {
  now = new Date();
  user = await createTestUser(database, tenant.slug);
});

function signIn(overrides: { tenant?: string; email?: string; password?: string; uuid?: string } = {}) {
  return server.http.auth.signIn.mutate({
    tenant: overrides.tenant ?? tenant.slug,
    email: overrides.email ?? user.email,
    password: overrides.password ?? testPassword,
    device: { uuid: overrides.uuid ?? randomUUID(), name: 'Front desk' },
  });
}

function refresh(refreshToken: string) {
  return server.http.auth.refresh.mutate({ refreshToken });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error('it worked'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TRPCClientError)) throw error;
  const data = error.data as { error: ErrorBody } | null;
  return data?.error.code ?? `no code: ${error.message}`;
}

async function expectRefusal(work: Promise<unknown>, code: ErrorCode): Promise<void> {
  expect(await codeOf(work)).toBe(code);
}

function advanceClock(seconds: number): void {
  now = new Date(now.getTime() + seconds * 1000);
}

/** Opens a socket and waits until the server has authenticated it. */
async function connect(accessToken: string, deviceId: number) {
  const socket = openSocket(server.url, accessToken);
  await expect.poll(() => isOpen(deviceId)).toBe(true);
  return socket;
}

function isOpen(deviceId: number): boolean {
  return server.server.connections.all().some((connection) => connection.deviceId === deviceId);
}

describe('signing in', () => {
  it('returns tokens, the user, the tenant and a device', async () => {
    const result = await signIn({ email: user.email.toUpperCase() });
    expect(result).toMatchObject({
      user: { id: user.id, email: user.email, name: 'Ada Agent', role: 'agent', locale: 'en' },
      tenant: { slug: tenant.slug },
    });
    expect(new Date(result.accessTokenExpiresAt).getTime()).toBe(now.getTime() + 600_000);
    expect(result.refreshToken).toMatch(new RegExp(`^${tenant.slug}\\.[\\w-]{43}$`));
  });

  it('reuses the device of an installation, also after it was revoked', async () => {
    const uuid = randomUUID();
    const first = await signIn({ uuid });
    await revokeDevice(database.pool, { tenant: tenant.slug, deviceId: first.deviceId, actor: 'system' });
    const second = await signIn({ uuid });
    expect(second.deviceId).toBe(first.deviceId);
    await expectRefusal(refresh(first.refreshToken), 'HF_REFRESH_TOKEN_INVALID');
    await expect(refresh(second.refreshToken)).resolves.toMatchObject({ deviceId: first.deviceId });
  });

  it('creates one device when an installation signs in three times at once', async () => {
    const uuid = randomUUID();
    const results = await Promise.all([signIn({ uuid }), signIn({ uuid }), signIn({ uuid })]);
    expect(new Set(results.map((result) => result.deviceId)).size).toBe(1);
  });

  it('stores neither password nor token', async () => {
    const { refreshToken } = await signIn();
    const { rows } = await database.pool.query<{ text: string }>(
      `SELECT string_agg(to_jsonb(t)::text, ' ') AS text FROM (
         SELECT to_jsonb(c) AS row FROM ${tenant.schemaName}.user_credentials c
         UNION ALL SELECT to_jsonb(r) FROM ${tenant.schemaName}.refresh_tokens r) AS t`,
    );
    const stored = rows[0]?.text ?? '';
    expect(stored).toContain('$argon2id$');
    expect(stored).not.toContain(testPassword);
    expect(stored).not.toContain(refreshToken.split('.')[1]);
  });

  it('refuses a wrong password and an unknown account with the same error', async () => {
    await expectRefusal(signIn({ password: 'wrong horse battery' }), 'HF_SIGN_IN_FAILED');
    await expectRefusal(signIn({ email: 'nobody@example.test' }), 'HF_SIGN_IN_FAILED');
  });

  it('refuses an unknown tenant', async () => {
    await expectRefusal(signIn({ tenant: 'nowhere' }), 'HF_TENANT_UNKNOWN');
  });

  it.each(['"; DROP SCHEMA', 'Demo', '../demo', 'tenant\u0000'])(
    'refuses the tenant name %j',
    async (name) => {
      await expectRefusal(signIn({ tenant: name }), 'HF_INVALID_INPUT');
    },
  );

  it('refuses a NUL byte in the account without an internal error', async () => {
    await expectRefusal(signIn({ email: 'a\u0000b@example.test' }), 'HF_INVALID_INPUT');
  });

  it('refuses a suspended tenant and a deactivated user', async () => {
    const other = await database.createTenant();
    const suspended = await createTestUser(database, other.slug);
    await setTenantStatus(database.pool, { slug: other.slug, status: 'suspended', actor: 'system' });
    await expectRefusal(signIn({ tenant: other.slug, email: suspended.email }), 'HF_TENANT_SUSPENDED');
    await deactivateUser(database.pool, { tenant: tenant.slug, email: user.email, actor: 'system' });
    await expectRefusal(signIn(), 'HF_USER_DEACTIVATED');
    await expectRefusal(signIn({ password: 'wrong horse battery' }), 'HF_SIGN_IN_FAILED');
  });

  it('counts attempts per account, and a correct password resets the counter', async () => {
    const wrong = () => codeOf(signIn({ password: 'wrong horse battery' }));
    for (let attempt = 0; attempt < 9; attempt += 1) expect(await wrong()).toBe('HF_SIGN_IN_FAILED');
    await signIn();
    for (let attempt = 0; attempt < 10; attempt += 1) expect(await wrong()).toBe('HF_SIGN_IN_FAILED');
    expect(await wrong()).toBe('HF_RATE_LIMITED');
    await expectRefusal(signIn(), 'HF_RATE_LIMITED');
    const colleague = await createTestUser(database, tenant.slug);
    await expect(signIn({ email: colleague.email })).resolves.toBeDefined();
  });
});

describe('renewing tokens', () => {
  it('returns new tokens and invalidates the old one', async () => {
    const first = await signIn();
    const second = await refresh(first.refreshToken);
    expect(second).toMatchObject({ deviceId: first.deviceId, user: { id: user.id } });
    expect(second.refreshToken).not.toBe(first.refreshToken);
    await expect(refresh(second.refreshToken)).resolves.toBeDefined();
  });

  it('revokes the whole family when a token is used again after its successor', async () => {
    const first = await signIn();
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);
    await expectRefusal(refresh(first.refreshToken), 'HF_REFRESH_TOKEN_REUSED');
    await expectRefusal(refresh(third.refreshToken), 'HF_REFRESH_TOKEN_INVALID');
  });

  it('revokes the whole family when a token is used again after the grace period', async () => {
    const first = await signIn();
    const second = await refresh(first.refreshToken);
    advanceClock(31);
    await expectRefusal(refresh(first.refreshToken), 'HF_REFRESH_TOKEN_REUSED');
    await expectRefusal(refresh(second.refreshToken), 'HF_REFRESH_TOKEN_INVALID');
  });

  it('accepts the same token again for 30 s while its successor is unused, because the response may have been lost', async () => {
    const first = await signIn();
    const lost = await refresh(first.refreshToken);
    advanceClock(29);
    const second = await refresh(first.refreshToken);
    await expectRefusal(refresh(lost.refreshToken), 'HF_REFRESH_TOKEN_INVALID');
    await expect(refresh(second.refreshToken)).resolves.toBeDefined();
  });

  it('does not affect the token families of other devices', async () => {
    const [one, other] = [await signIn(), await signIn()];
    await refresh((await refresh(one.refreshToken)).refreshToken);
    await expectRefusal(refresh(one.refreshToken), 'HF_REFRESH_TOKEN_REUSED');
    await expect(refresh(other.refreshToken)).resolves.toBeDefined();
  });

  it('refuses an expired, an unknown and a malformed token', async () => {
    const { refreshToken } = await signIn();
    advanceClock(30 * 24 * 60 * 60 + 1);
    await expectRefusal(refresh(refreshToken), 'HF_REFRESH_TOKEN_INVALID');
    await expectRefusal(refresh(`${tenant.slug}.${'a'.repeat(43)}`), 'HF_REFRESH_TOKEN_INVALID');
    await expectRefusal(refresh('nonsense'), 'HF_REFRESH_TOKEN_INVALID');
  });

  it('fails after signing out, which can be repeated', async () => {
    const { refreshToken } = await signIn();
    await server.http.auth.signOut.mutate({ refreshToken });
    await server.http.auth.signOut.mutate({ refreshToken });
    await expectRefusal(refresh(refreshToken), 'HF_REFRESH_TOKEN_INVALID');
  });

  it('fails after the password was changed', async () => {
    const { refreshToken } = await signIn();
    const password = 'another horse battery';
    await setPassword(database.pool, { tenant: tenant.slug, email: user.email, password, actor: 'system' });
    await expectRefusal(refresh(refreshToken), 'HF_REFRESH_TOKEN_INVALID');
    await expect(signIn({ password })).resolves.toBeDefined();
  });
});

describe('a socket', () => {
  it('belongs to the device of its token', async () => {
    const { accessToken, deviceId } = await signIn();
    const socket = await connect(accessToken, deviceId);
    const [connection] = server.server.connections.all().filter((open) => open.deviceId === deviceId);
    expect(connection).toMatchObject({ schemaName: tenant.schemaName, userId: user.id });
    await socket.close();
    await expect.poll(() => isOpen(deviceId)).toBe(false);
  });

  it('is closed if its token is expired, forged or missing', async () => {
    const { accessToken } = await signIn();
    const [head, body] = accessToken.split('.');
    const forged = openSocket(server.url, `${head}.${body}.${'a'.repeat(43)}`);
    await expect(forged.whenClosed).resolves.toBeDefined();
    advanceClock(601);
    const expired = openSocket(server.url, accessToken);
    await expect(expired.whenClosed).resolves.toBeDefined();
    const empty = openSocket(server.url, '');
    await expect(empty.whenClosed).resolves.toBeDefined();
    expect(server.server.connections.all()).toEqual([]);
    await Promise.all([forged.close(), expired.close(), empty.close()]);
  });

  it('is closed at once when the device is revoked, and the token does not open another one', async () => {
    const { accessToken, deviceId } = await signIn();
    const socket = await connect(accessToken, deviceId);
    await revokeDevice(database.pool, { tenant: tenant.slug, deviceId, actor: 'system' });
    await expect(socket.whenClosed).resolves.toEqual({ code: 4401 });
    const again = openSocket(server.url, accessToken);
    await expect(again.whenClosed).resolves.toBeDefined();
    expect(server.server.connections.all()).toEqual([]);
    await Promise.all([socket.close(), again.close()]);
  });

  it('is closed on every server process', async () => {
    const second = await startTestServer(database, { clock: () => now });
    const { accessToken, deviceId } = await signIn();
    const socket = openSocket(second.url, accessToken);
    await expect.poll(() => second.server.connections.all()).toHaveLength(1);
    await revokeDevice(database.pool, { tenant: tenant.slug, deviceId, actor: 'system' });
    await expect(socket.whenClosed).resolves.toEqual({ code: 4401 });
    await socket.close();
    await second.stop();
  });

  it('is closed by the sweep if no revocation message arrived', async () => {
    const { accessToken, deviceId } = await signIn();
    const socket = await connect(accessToken, deviceId);
    await database.pool.query(`UPDATE ${tenant.schemaName}.devices SET revoked_at = now() WHERE id = $1`, [
      deviceId,
    ]);
    expect(await sweepConnections(server.server)).toBe(1);
    await expect(socket.whenClosed).resolves.toEqual({ code: 4401 });
    await socket.close();
  });

  it('is closed although the connection for revocation messages was lost before', async () => {
    const { accessToken, deviceId } = await signIn();
    const socket = await connect(accessToken, deviceId);
    const listener = `FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%end of sessions'`;
    await database.pool.query(`SELECT pg_terminate_backend(pid) ${listener}`);
    await revokeDevice(database.pool, { tenant: tenant.slug, deviceId, actor: 'system' });
    await expect(socket.whenClosed).resolves.toEqual({ code: 4401 });
    await socket.close();
  });

  it('is closed when the user is deactivated, the tenant is suspended or a token is reused', async () => {
    const deactivated = await signIn();
    const first = await connect(deactivated.accessToken, deactivated.deviceId);
    await deactivateUser(database.pool, { tenant: tenant.slug, email: user.email, actor: 'system' });
    await expect(first.whenClosed).resolves.toEqual({ code: 4401 });

    user = await createTestUser(database, tenant.slug);
    const reused = await signIn();
    const second = await connect(reused.accessToken, reused.deviceId);
    await refresh((await refresh(reused.refreshToken)).refreshToken);
    await expectRefusal(refresh(reused.refreshToken), 'HF_REFRESH_TOKEN_REUSED');
    await expect(second.whenClosed).resolves.toEqual({ code: 4401 });

    const other = await database.createTenant();
    user = await createTestUser(database, other.slug);
    const suspended = await signIn({ tenant: other.slug });
    const third = await connect(suspended.accessToken, suspended.deviceId);
    await setTenantStatus(database.pool, { slug: other.slug, status: 'suspended', actor: 'system' });
    await expect(third.whenClosed).resolves.toEqual({ code: 4401 });
    await Promise.all([first.close(), second.close(), third.close()]);
  });
});
