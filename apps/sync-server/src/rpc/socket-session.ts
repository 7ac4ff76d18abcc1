import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { WebSocket } from 'ws';
import { z } from 'zod';

import { verifyAccessToken } from '../auth/access-token.ts';
import { authenticate } from '../auth/authenticate.ts';
import { deriveKey } from '../config/derive-key.ts';
import { tenantSchemaName } from '../db/tenant-name.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';
import type { DeviceSession } from './context.ts';

const connectionParamsSchema = z.object({ accessToken: z.string().min(1).max(4096) });

/**
 * Authenticates a socket as the session of a device. The socket is registered before the database is read, so that a
 * revocation at the same time is found either in the database or by the registry.
 */
export async function openSocketSession(
  server: ServerContext,
  socket: WebSocket,
  connectionParams: unknown,
): Promise<DeviceSession> {
  const parameters = connectionParamsSchema.safeParse(connectionParams);
  if (!parameters.success) throw new HoldfastError('HF_UNAUTHENTICATED');
  const key = deriveKey(server.settings.tokenSecret, 'access-token');
  const claims = await verifyAccessToken(key, parameters.data.accessToken, server.clock());
  const connection = {
    schemaName: tenantSchemaName(claims.tenant),
    userId: claims.userId,
    deviceId: claims.deviceId,
    socket,
  };
  server.connections.add(connection);
  socket.once('close', () => server.connections.remove(connection));
  try {
    return { ...(await authenticate(server, claims)), socket };
  } catch (error) {
    server.connections.remove(connection);
    throw error;
  }
}
