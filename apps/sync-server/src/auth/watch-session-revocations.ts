import pg from 'pg';

import { pause } from '../wake-ups/keep-connected.ts';
import type { ConnectionContext } from './auth-context.ts';
import { sessionRevocationChannel, isRevoked, parseSessionRevocation } from './session-revocation.ts';
import { sweepConnections } from './sweep-connections.ts';

const sweepIntervalMs = 15_000;
const maxBackoffMs = 10_000;

/**
 * Closes the sockets of this process whose device was revoked by any process: at once on a notification, and at the
 * latest by the next sweep if the notification was lost.
 * @param databaseUrls of all clusters: a tenant's notifications are sent in its own cluster
 */
export function watchSessionRevocations(
  server: ConnectionContext,
  databaseUrls: readonly string[],
): { stop(): Promise<void> } {
  const abort = new AbortController();
  const listening = databaseUrls.map((url) => listenUntilAborted(server, url, abort.signal));
  const sweeping = sweepUntilAborted(server, abort.signal);
  return {
    stop: async () => {
      abort.abort();
      await Promise.all([...listening, sweeping]);
    },
  };
}

async function listenUntilAborted(
  server: ConnectionContext,
  databaseUrl: string,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'holdfast end of sessions',
      keepAlive: true,
    });
    try {
      await listen(server, client, signal);
    } catch (error) {
      server.logger.warn({ err: error }, 'listening for revoked devices was interrupted');
    } finally {
      await client.end().catch(() => undefined);
    }
    const backoff = Math.min(maxBackoffMs, 250 * 2 ** Math.min(failures, 8));
    await pause(backoff * Math.random(), signal);
  }
}

/** Resolves when the connection ends or the signal aborts. */
async function listen(server: ConnectionContext, client: pg.Client, signal: AbortSignal): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    client.once('end', resolve);
    client.on('error', (error) => {
      server.logger.warn({ err: error }, 'the connection for notifications failed');
      resolve();
    });
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', ({ payload }) => {
    const revocation = parseSessionRevocation(payload ?? '');
    if (revocation !== undefined)
      server.connections.closeMatching((connection) => isRevoked(revocation, connection), 'signed out');
  });
  await client.connect();
  await client.query(`LISTEN ${sessionRevocationChannel}`);
  // Covers revocations that were announced before LISTEN took effect.
  await sweepConnections(server);
  await ended;
}

async function sweepUntilAborted(server: ConnectionContext, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(sweepIntervalMs, signal);
    if (signal.aborted) return;
    try {
      await sweepConnections(server);
    } catch (error) {
      server.logger.warn({ err: error }, 'checking for revoked devices failed');
    }
  }
}
