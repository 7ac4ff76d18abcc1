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

/** One connection to the server, from hello to its end. A new attempt is a new session. */
export interface ServerSession {
  push(mutations: readonly Mutation[]): Promise<PushReply>;
  allocateIds(): Promise<IdBlock>;
  reportDigests(report: ReportDigests): Promise<void>;
  verify(request: Verify): Promise<VerifyReply>;
  setPresence(statement: SetPresence): Promise<void>;
  setWindow(request: SetWindow): Promise<void>;
  acknowledge(acknowledgement: { readonly sessionId: string; readonly batchId: number }): Promise<void>;
  /** The bytes of an attachment; null for one that the server does not have for this agent. */
  download(attachmentId: number): Promise<Uint8Array | null>;
  /** Ends it without a word to `onEnd`. */
  close(): void;
}

export interface ServerSessionOptions {
  readonly serverUrl: string;
  readonly accessToken: string;
  readonly hello: Hello;
  onDown(message: Down): void;
  /** Called once. `code` is the server's reason, or undefined when the connection just went. */
  onEnd(code: string | undefined): void;
}

/** The close code with which the server ends the sockets of a revoked device. */
const deviceRevokedCloseCode = 4401;
const downloadTimeoutMs = 60_000;
const closeTimeoutMs = 1000;
const handshakeTimeoutMs = 10_000;
/** The answer to no call: tRPC passes it over. */
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
    // Reconnecting is the connection machine's business: this client never gets to do it.
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

  /** What is no message ends the session: the next one is told anew whatever was in it. */
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
    // Calls in flight are answered by the closing of the socket; the client waits for that.
    webSocketClient.close().catch(() => undefined);
    socket?.terminate();
  }

  /** tRPC would keep a call of a closed client for ever. */
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
      const response = await fetch(new URL(url, options.serverUrl), {
        signal: AbortSignal.any([over.signal, AbortSignal.timeout(downloadTimeoutMs)]),
      });
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
    },
    close: () => {
      if (!over.signal.aborted) shut();
    },
  };
}

const refusalSchema = z.object({
  id: z.null(),
  error: z.object({ data: z.object({ error: errorBodySchema }) }),
});

/** A server that turns the whole connection away answers no call in particular, and tRPC's client passes it over. */
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

/** tRPC makes the socket itself; this class lets us set its options and get hold of it. */
function socketClass(onCreated: (socket: WebSocket) => void): typeof globalThis.WebSocket {
  class SessionSocket extends WebSocket {
    constructor(url: string) {
      super(url, { perMessageDeflate: false, handshakeTimeout: handshakeTimeoutMs, maxPayload: 2 ** 30 });
      onCreated(this);
    }

    /** A peer that is gone does not answer a close; without this it would be missed half a minute late. */
    override close(code?: number, reason?: string): void {
      super.close(code, reason);
      setTimeout(() => this.terminate(), closeTimeoutMs).unref();
    }
  }
  // `ws` has what tRPC uses of the browser's class.
  return SessionSocket as unknown as typeof globalThis.WebSocket;
}
