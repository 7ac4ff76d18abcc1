import { randomUUID } from 'node:crypto';

import { reach } from '@holdfast/schema/proof/failpoints';
import type { Down } from '@holdfast/schema/protocol/down';
import type { Hello } from '@holdfast/schema/protocol/hello';
import type { Pool } from 'pg';

import { wakeUpsOf } from '../db/pool-wake-ups.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';
import { endAgentPresence, keepAgentOnline, PRESENCE_SECONDS } from '../use-cases/keep-agent-online.ts';
import { readLastMutationId } from '../use-cases/mutations/read-last-mutation-id.ts';
import { SyncSession } from './sync-session.ts';
import { untilMoved } from './until-moved.ts';

const firstVersionWithPresence = 2;

export interface OpenSyncSessionRequest {
  /** Of the cluster that holds the tenant. */
  readonly pool: Pool;
  readonly schemaName: string;
  readonly userId: number;
  readonly deviceId: number;
  readonly hello: Hello;
  /** Bytes that the socket has not yet handed to the network. */
  readonly bufferedBytes: () => number;
  /** Aborted when the socket or the subscription ends. */
  readonly closed: AbortSignal;
}

/** Runs the session of one replica, known to the server and with its agent online for as long as it lasts. */
export async function* openSyncSession(
  server: ServerContext,
  request: OpenSyncSessionRequest,
): AsyncGenerator<Down, void, void> {
  const id = randomUUID();
  const presence = takeSeat(server, request, id);
  const tailing = server.tailers.use(request.pool, request.schemaName);
  const session = new SyncSession({
    ...request,
    id,
    tailer: tailing.tailer,
    firstSyncs: server.firstSyncs,
    metrics: server.metrics,
    presence,
    readLastMutationId: () => readLastMutationId(request.pool, request.schemaName, request.deviceId),
    clock: server.clock,
    random: Math.random,
    draining: server.lifecycle.draining,
  });
  server.syncSessions.add(id, session);
  const stopSignsOfLife = giveSignsOfLife(server, request);
  try {
    for await (const down of untilMoved(session.run(), Math.random)) {
      await reach('send');
      yield down;
      await reach('sent');
    }
  } finally {
    stopSignsOfLife();
    presence?.leave();
    tailing.release();
    server.syncSessions.remove(id);
    await leave(server, request);
  }
}

/** Null for a replica of an earlier version, which would not know what it is told. */
function takeSeat(server: ServerContext, request: OpenSyncSessionRequest, sessionId: string) {
  const { pool, schemaName, userId, hello } = request;
  if (hello.protocolVersion < firstVersionWithPresence) return null;
  return server.presence.seat({ schemaName, sessionId, userId, whispers: wakeUpsOf(pool) });
}

/** Signs of life while the session lasts; one that fails is made up for by the next. */
function giveSignsOfLife(
  server: ServerContext,
  { pool, schemaName, userId }: OpenSyncSessionRequest,
): () => void {
  const give = () => {
    withTenant(pool, schemaName, {}, (transaction) => keepAgentOnline(transaction, userId)).catch(
      (error: unknown) => server.logger.warn({ err: error, userId }, 'an agent could not be kept online'),
    );
  };
  give();
  const timer = setInterval(give, (PRESENCE_SECONDS * 1000) / 3);
  return () => clearInterval(timer);
}

/** The agent goes offline with their last session on this process; another process keeps its own by its signs of life. */
async function leave(server: ServerContext, request: OpenSyncSessionRequest): Promise<void> {
  if (server.syncSessions.hasSessionOf(request.schemaName, request.userId)) return;
  try {
    await withTenant(request.pool, request.schemaName, {}, (transaction) =>
      endAgentPresence(transaction, request.userId),
    );
  } catch (error) {
    server.logger.warn(
      { err: error, userId: request.userId },
      'an agent stays online until their time is over',
    );
  }
}
