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
import { endingInTurn } from './end-in-turn.ts';
import { logRpcError } from './log-rpc-error.ts';
import { openSocketSession } from './socket-session.ts';
import { watchSilentSockets } from './silent-sockets.ts';
import { Turns } from './turns.ts';

/** How long a socket may stay without having said who it is. */
const greetingMilliseconds = 10_000;
/** How long sessions have to say goodbye when the server stops. */
const farewellMilliseconds = 1000;
const mostCallsInAFrame = 100;

/** `/trpc` over WebSocket. */
export function startSocketServer(
  http: Server,
  server: ServerContext,
  signInLimiter: SignInLimiter,
): { stop(): Promise<void> } {
  const turns = new Turns({ isHurried: () => server.lifecycle.draining.aborted });
  const endInTurn = endingInTurn(turns);
  const sockets = createDeviceSockets();
  const stopWatching = watchSilentSockets(sockets.clients);

  applyWSSHandler({
    wss: sockets,
    router: appRouter,
    maxBatchSize: mostCallsInAFrame,
    // Nobody says anything in bytes to a server.
    experimental_encoder: { encode: encodeMessage, decode: (frame) => jsonEncoder.decode(frame) },
    createContext: async ({ req, res, info }) => ({
      server,
      signInLimiter,
      address: req.socket.remoteAddress ?? 'unknown',
      session: await openSocketSession(server, res, info.connectionParams),
    }),
    onError: ({ error, path }) => logRpcError(server.logger, error, path),
  });
  sockets.on('connection', (socket) => endUnlessItGreets(socket));

  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (server.lifecycle.draining.aborted) return refuse(stream, '503 Service Unavailable');
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/trpc')
      return refuse(stream, '404 Not Found');
    stream.on('error', ignore);
    turns.take(() => {
      stream.off('error', ignore);
      // `stop` closes the sockets that it finds.
      if (server.lifecycle.draining.aborted) return refuse(stream, '503 Service Unavailable');
      // Not before: whoever is gone when its turn comes is not let in.
      endInTurn(stream);
      sockets.handleUpgrade(request, stream, head, (socket) => {
        sockets.emit('connection', socket, whatIsAsked(request));
      });
    });
  };
  http.on('upgrade', onUpgrade);

  return {
    stop: async () => {
      await closeAll(sockets);
      stopWatching();
    },
  };
}

function ignore(): void {
  // Whoever waits for its turn may be gone again; the upgrade finds that out.
}

/** tRPC keeps the request as long as the socket is open, and reads no more of it than this; a whole one is most of a KiB. */
function whatIsAsked({ url, headers, socket }: IncomingMessage) {
  return { url, headers: { host: headers.host }, socket };
}

/** tRPC waits for the connection parameters for ever. */
function endUnlessItGreets(socket: WebSocket): void {
  const timer = setTimeout(() => socket.terminate(), greetingMilliseconds);
  const stopWaiting = () => {
    clearTimeout(timer);
    // What stays with a socket stays thousands of times.
    socket.off('message', stopWaiting).off('close', stopWaiting);
  };
  socket.on('message', stopWaiting).on('close', stopWaiting);
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Sessions see `draining` and tell their device when to come back; a device that has heard it closes by itself. Those
 * that have not after the farewell are closed, and cut if they do not answer that either.
 */
async function closeAll(sockets: DeviceSockets): Promise<void> {
  const clients = [...sockets.clients];
  const closed = clients.map(
    (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
  );
  const close = setTimeout(() => {
    for (const socket of clients) socket.close(closeCodes.serverStopping, 'the server is stopping');
  }, farewellMilliseconds);
  const cut = setTimeout(() => {
    for (const socket of clients) socket.terminate();
  }, 2 * farewellMilliseconds);
  await Promise.all(closed);
  clearTimeout(close);
  clearTimeout(cut);
  sockets.close();
}
