import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

import { closeCodes } from '../auth/connection-registry.ts';
import type { SignInLimiter } from '../auth/sign-in-limiter.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';
import { appRouter } from './app-router.ts';
import { logRpcError } from './log-rpc-error.ts';
import { openSocketSession } from './socket-session.ts';
import { socketsThatLeaveIn } from './sockets-that-leave-in-turn.ts';
import { Turns } from './turns.ts';

/** A hello that names 100,000 conversations by their ids, of 13 digits at most, and more than ten thousand windows. */
const maxPayload = 3 * 1024 * 1024;
const keepAlive = { enabled: true, pingMs: 25_000, pongWaitMs: 10_000 };
/** How long a socket may stay without having said who it is. */
const greetingMilliseconds = 10_000;
/** How long sessions have to say goodbye when the server stops. */
const farewellMilliseconds = 1000;
const mostCallsInAFrame = 100;

/** `/trpc` over WebSocket. Compression is off: it costs 8.6 times the memory for each connection (rule D3). */
export function startSocketServer(
  http: Server,
  server: ServerContext,
  signInLimiter: SignInLimiter,
): { stop(): Promise<void> } {
  const turns = new Turns();
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload,
    WebSocket: socketsThatLeaveIn(turns),
  });

  applyWSSHandler({
    wss: sockets,
    router: appRouter,
    keepAlive,
    maxBatchSize: mostCallsInAFrame,
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
      sockets.handleUpgrade(request, stream, head, (socket) => {
        forgetHeaders(request);
        sockets.emit('connection', socket, request);
      });
    });
  };
  http.on('upgrade', onUpgrade);

  return { stop: () => closeAll(sockets) };
}

function ignore(): void {
  // Whoever waits for its turn may be gone again; the upgrade finds that out.
}

/** tRPC keeps the request as long as the socket is open; of its headers nobody reads more than the host. */
function forgetHeaders(request: IncomingMessage): void {
  request.headers = request.headers.host === undefined ? {} : { host: request.headers.host };
  request.rawHeaders = [];
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
async function closeAll(sockets: WebSocketServer): Promise<void> {
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
