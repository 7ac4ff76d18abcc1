import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { encodeMessage } from '@holdfast/schema/transport/message-frame';
import { applyWSSHandler, jsonEncoder } from '@trpc/server/adapters/ws';
import type { WebSocket } from 'ws';

import { closeCodes } from '../auth/connection-registry.ts';
import type { SignInLimiter } from '../auth/sign-in-limiter.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';
import { appRouter } from './app-router.ts';
import { createDeviceSockets } from './device-sockets.ts';
import type { DeviceSockets } from './device-sockets.ts';
import { throttleStreamEnd } from './throttle-stream-end.ts';
import { logRpcError } from './log-rpc-error.ts';
import { openSocketSession } from './socket-session.ts';
import { monitorIdleSockets } from './idle-sockets.ts';
import { EventLoopThrottle } from './event-loop-throttle.ts';

/** A socket that sends no connection parameters within this time is terminated. */
const handshakeTimeoutMs = 10_000;
/** Time for devices to close their sockets when the server stops. Then the server closes them. */
const closeGraceMs = 1000;
const maxCallsPerFrame = 100;

/** `/trpc` over WebSocket. */
export function startSocketServer(
  http: Server,
  server: ServerContext,
  signInLimiter: SignInLimiter,
): { stop(): Promise<void> } {
  const throttle = new EventLoopThrottle({ isUnthrottled: () => server.lifecycle.draining.aborted });
  const throttleEnd = throttleStreamEnd(throttle);
  const sockets = createDeviceSockets();
  const stopMonitoring = monitorIdleSockets(sockets.clients);

  applyWSSHandler({
    wss: sockets,
    router: appRouter,
    maxBatchSize: maxCallsPerFrame,
    // Clients send text frames only.
    experimental_encoder: { encode: encodeMessage, decode: (frame) => jsonEncoder.decode(frame) },
    createContext: async ({ req, res, info }) => ({
      server,
      signInLimiter,
      address: req.socket.remoteAddress ?? 'unknown',
      session: await openSocketSession(server, res, info.connectionParams),
    }),
    onError: ({ error, path }) => logRpcError(server.logger, error, path),
  });
  sockets.on('connection', (socket) => terminateWithoutHandshake(socket));

  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (server.lifecycle.draining.aborted) return refuse(stream, '503 Service Unavailable');
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/trpc')
      return refuse(stream, '404 Not Found');
    stream.on('error', ignore);
    throttle.schedule(() => {
      stream.off('error', ignore);
      // `stop` closes only the sockets that exist when it is called.
      if (server.lifecycle.draining.aborted) return refuse(stream, '503 Service Unavailable');
      // Only now: while it waits, a client that disconnects must end its stream at once, so that its upgrade fails.
      throttleEnd(stream);
      sockets.handleUpgrade(request, stream, head, (socket) => {
        sockets.emit('connection', socket, slimRequest(request));
      });
    });
  };
  http.on('upgrade', onUpgrade);

  return {
    stop: async () => {
      await closeAll(sockets);
      stopMonitoring();
    },
  };
}

function ignore(): void {
  // A client can disconnect while it waits; the upgrade then fails.
}

/** tRPC keeps the request while the socket is open but reads only these fields. A whole request takes almost 1 KiB. */
function slimRequest({ url, headers, socket }: IncomingMessage) {
  return { url, headers: { host: headers.host }, socket };
}

/** tRPC has no timeout for the connection parameters. */
function terminateWithoutHandshake(socket: WebSocket): void {
  const timer = setTimeout(() => socket.terminate(), handshakeTimeoutMs);
  const stopWaiting = () => {
    clearTimeout(timer);
    // Saves memory: there are thousands of sockets.
    socket.off('message', stopWaiting).off('close', stopWaiting);
  };
  socket.on('message', stopWaiting).on('close', stopWaiting);
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Sessions see `draining` and send their device the time to reconnect; the device then closes its socket. Sockets that
 * are still open after `closeGraceMs` are closed by the server, and terminated after twice that time.
 */
async function closeAll(sockets: DeviceSockets): Promise<void> {
  const clients = [...sockets.clients];
  const closed = clients.map(
    (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
  );
  const requestClose = setTimeout(() => {
    for (const socket of clients) socket.close(closeCodes.serverStopping, 'the server is stopping');
  }, closeGraceMs);
  const terminate = setTimeout(() => {
    for (const socket of clients) socket.terminate();
  }, 2 * closeGraceMs);
  await Promise.all(closed);
  clearTimeout(requestClose);
  clearTimeout(terminate);
  sockets.close();
}
