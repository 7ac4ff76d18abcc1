import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import WebSocket from 'ws';
import type { RawData } from 'ws';
import { z } from 'zod';
import type { AppRouter } from '@holdfast/sync-server/router';
import type { ReportDigests, Verify, VerifyReply } from '@holdfast/schema/protocol/digest';
import { decodeMessage, encodeMessage } from '@holdfast/schema/transport/message-frame';
import { downSchema } from '@holdfast/schema/protocol/down';
import { errorBodySchema } from '@holdfast/schema/errors/error-body';
import type { Down } from '@holdfast/schema/protocol/down';
import type { Hello } from '@holdfast/schema/protocol/hello';
import type { IdBlock } from '@holdfast/schema/ids/id-block';
import type { SetPresence } from '@holdfast/schema/protocol/presence';
import type { Mutation, PushReply } from '@holdfast/schema/protocol/push';
import type { SetWindow } from '@holdfast/schema/protocol/set-window';
import { serverErrorCode } from './server-error.ts';

/** One connection to the server, from hello to close. Each attempt has its own session. */
export interface ServerSession {
  push(mutations: readonly Mutation[]): Promise<PushReply>;
  allocateIds(): Promise<IdBlock>;
  reportDigests(report: ReportDigests): Promise<void>;
  verify(request: Verify): Promise<VerifyReply>;
  setPresence(statement: SetPresence): Promise<void>;
  setWindow(request: SetWindow): Promise<void>;
  acknowledge(acknowledgement: { readonly sessionId: string; readonly batchId: number }): Promise<void>;
  /** Returns the bytes of an attachment; null if the server does not provide it to this agent. */
  download(attachmentId: number): Promise<Uint8Array | null>;
  /** Ends the session without calling `onEnd`. */
  close(): void;
}

export interface ServerSessionOptions {
  readonly serverUrl: string;
  readonly accessToken: string;
  readonly hello: Hello;
  onDown(message: Down): void;
  /** Called once. `code` is the server's reason; undefined if the connection was lost. */
  onEnd(code: string | undefined): void;
}

/** The close code with which the server closes the sockets of a revoked device. */
const deviceRevokedCloseCode = 4401;
const downloadTimeoutMs = 60_000;
const closeTimeoutMs = 1000;
const handshakeTimeoutMs = 10_000;
/** A reply to no call: tRPC ignores it. */
const noMessage = { id: null, result: { type: 'stopped' } };
const keepAlive = { enabled: true, intervalMs: 15_000, pongTimeoutMs: 10_000 };

export function openServerSession(options: ServerSessionOptions): ServerSession {
  let socket: WebSocket | undefined;
  const over = new AbortController();

  const webSocketClient = createWSClient({
    url: socketUrl(options.serverUrl),
    connectionParams: { accessToken: options.accessToken },
    keepAlive,
    experimental_encoder: { encode: encodeMessage, decode },
    // The connection machine reconnects. With this delay the client itself never does.
    retryDelayMs: () => 2 ** 30,
    WebSocket: socketClass((opened) => {
      socket = opened;
      opened.on('close', (code) => end(code === deviceRevokedCloseCode ? 'HF_DEVICE_REVOKED' : undefined));
      opened.on('error', () => end(undefined));
      opened.on('message', (data: RawData) => {
        const code = refusalOfConnection(data);
        if (code !== undefined) end(code);
      });
    }),
  });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: webSocketClient })] });
  const subscription = client.sync.session.subscribe(options.hello, {
    onData: (data) => {
      const message = downSchema.safeParse(data);
      if (message.success) options.onDown(message.data);
      else end('HF_CLIENT_OUTDATED');
    },
    onError: (error) => end(serverErrorCode(error)),
    onComplete: () => end(undefined),
  });

  /** An invalid message ends the session: the next session receives its content again. */
  function decode(frame: string | ArrayBuffer | Uint8Array): unknown {
    try {
      return decodeMessage(frame);
    } catch {
      end(undefined);
      return noMessage;
    }
  }

  function end(code: string | undefined): void {
    if (over.signal.aborted) return;
    shut();
    options.onEnd(code);
  }

  function shut(): void {
    over.abort();
    subscription.unsubscribe();
    // Closing the socket rejects the calls in flight; the client waits for that.
    webSocketClient.close().catch(() => undefined);
    socket?.terminate();
  }

  /** tRPC would never settle a call of a closed client. */
  function server(): typeof client {
    over.signal.throwIfAborted();
    return client;
  }

  return {
    push: async (mutations) => await server().sync.push.mutate({ mutations: [...mutations] }),
    allocateIds: async () => await server().sync.allocateIds.mutate(),
    reportDigests: async (report) => {
      await server().sync.reportDigests.mutate(report);
    },
    verify: async (request) => await server().sync.verify.mutate(request),
    setPresence: async (statement) => {
      await server().sync.setPresence.mutate(statement);
    },
    setWindow: async (request) => {
      await server().sync.setWindow.mutate(request);
    },
    acknowledge: async (acknowledgement) => {
      await server().sync.acknowledge.mutate(acknowledgement);
    },
    download: async (attachmentId) => {
      const { url } = await server().files.link.mutate({ attachmentId });
      return await download(new URL(url, options.serverUrl), over.signal);
    },
    close: () => {
      if (!over.signal.aborted) shut();
    },
  };
}

/** Returns the bytes, or null if the server refuses. Node 18 has no `AbortSignal.any`. */
async function download(url: URL, sessionIsOver: AbortSignal): Promise<Uint8Array | null> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  const timer = setTimeout(stop, downloadTimeoutMs);
  sessionIsOver.addEventListener('abort', stop);
  try {
    sessionIsOver.throwIfAborted();
    const response = await fetch(url, { signal: abort.signal });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } finally {
    clearTimeout(timer);
    sessionIsOver.removeEventListener('abort', stop);
  }
}

const refusalSchema = z.object({
  id: z.null(),
  error: z.object({ data: z.object({ error: errorBodySchema }) }),
});

/** The server's rejection of a whole connection. It belongs to no call, so tRPC's client ignores it. */
function refusalOfConnection(data: RawData): string | undefined {
  const text = Buffer.isBuffer(data) && data.length < 10_000 ? data.toString() : '';
  if (!text.startsWith('{"id":null')) return undefined;
  return refusalSchema.safeParse(JSON.parse(text)).data?.error.data.error.code;
}

function socketUrl(serverUrl: string): string {
  const url = new URL('/trpc', serverUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** tRPC creates the socket itself. This class sets its options and exposes it. */
function socketClass(onCreated: (socket: WebSocket) => void): typeof globalThis.WebSocket {
  class SessionSocket extends WebSocket {
    constructor(url: string) {
      super(url, { perMessageDeflate: false, handshakeTimeout: handshakeTimeoutMs, maxPayload: 2 ** 30 });
      onCreated(this);
    }

    /** A lost peer does not reply to a close. Without this, the end would be noticed 30 s late. */
    override close(code?: number, reason?: string): void {
      super.close(code, reason);
      setTimeout(() => this.terminate(), closeTimeoutMs).unref();
    }
  }
  // `ws` has the members of the browser's class that tRPC uses.
  return SessionSocket as unknown as typeof globalThis.WebSocket;
}
