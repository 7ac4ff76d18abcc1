import { randomUUID } from 'node:crypto';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Down } from '@holdfast/schema/protocol/down';
import type { Hello } from '@holdfast/schema/protocol/hello';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import type { ServerContext } from '../../lifecycle/server-context.ts';
import { drainMessageFor } from './drain-message.ts';
import { AckWindow } from './ack-window.ts';

export interface OpenSyncSessionRequest {
  /** Pool of the cluster that holds the tenant. */
  readonly pool: ClusterPool;
  readonly schemaName: string;
  readonly userId: number;
  readonly deviceId: number;
  readonly hello: Hello;
  /** Bytes that the socket has not yet handed to the network. */
  readonly bufferedBytes: () => number;
  /** Aborted when the socket or the subscription ends. */
  readonly closed: AbortSignal;
}

/** Runs one session. It is registered, and its agent is online, until it ends. */
export async function* openSyncSession(
  server: ServerContext,
  request: OpenSyncSessionRequest,
): AsyncGenerator<Down, void, void> {
  const id = randomUUID();
  const presence = openPresence(server, request, id);
  const lease = server.tailers.acquire(request.pool, request.schemaName);
  const session = server.createSession({
    ...request,
    id,
    tailer: lease.tailer,
    flow: new AckWindow(),
    firstSyncs: server.firstSyncs,
    metrics: server.metrics,
    presence,
    readLastMutationId: () => readLastMutationId(server, request),
    clock: server.clock,
    random: Math.random,
    draining: server.lifecycle.draining,
  });
  server.syncSessions.add(id, session);
  const endHeartbeat = server.agentHeartbeats.start(request);
  try {
    yield* session.run();
  } catch (error) {
    yield drainMessageFor(error, Math.random);
  } finally {
    presence.close();
    lease.release();
    server.syncSessions.remove(id);
    await endHeartbeat();
  }
}

/** @throws HoldfastError HF_DEVICE_REVOKED if the device is gone */
async function readLastMutationId(
  { batchedReads }: ServerContext,
  request: OpenSyncSessionRequest,
): Promise<number> {
  const id = await batchedReads.lastMutationIds.request(request, request.deviceId);
  if (id === undefined) throw new HoldfastError('HF_DEVICE_REVOKED');
  return id;
}

function openPresence(server: ServerContext, request: OpenSyncSessionRequest, sessionId: string) {
  const { pool, schemaName, userId } = request;
  return server.presence.open({ schemaName, sessionId, userId, broadcaster: pool.wakeUps });
}
