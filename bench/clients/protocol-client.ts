import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { downSchema } from '@holdfast/schema/protocol/down';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { Delta } from '@holdfast/schema/protocol/delta';
import type { Hello } from '@holdfast/schema/protocol/hello';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { decodeMessage, frameText } from '@holdfast/schema/transport/message-frame';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';
import WebSocket from 'ws';
import { z } from 'zod';

export interface ProtocolClientOptions {
  readonly serverUrl: string;
  readonly accessToken: string;
  /** Told of each delta as it arrived, which is acknowledged at once. */
  readonly onDelta: (text: string, delta: Delta) => void;
}

const frameSchema = z.object({
  id: z.number().nullable(),
  result: z.object({ type: z.string().optional(), data: z.unknown().optional() }).optional(),
  error: z.unknown().optional(),
});
const hash = schemaHash();

/**
 * Speaks the protocol and keeps nothing but its cursor and what it would hold. Bare frames, not tRPC's client: thousands
 * of these share a process and should not be what is measured.
 */
export class ProtocolClient {
  readonly #options: ProtocolClientOptions;
  #socket: WebSocket | undefined;
  #sessionId = '';
  #nextCall = 2;
  #cursor: Cursor | null = null;
  readonly #held = new Map<number, HeldConversation>();

  constructor(options: ProtocolClientOptions) {
    this.#options = options;
  }

  /** Resolves with the first delta of a new session: it has caught up. Rejects when the connection ends before. */
  connect(): Promise<void> {
    const url = new URL('/trpc?connectionParams=1', this.#options.serverUrl);
    url.protocol = 'ws:';
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 2 ** 30 });
    this.#socket = socket;
    return new Promise((resolve, reject) => {
      socket.on('open', () => this.#greet(socket));
      socket.on('message', (data: Buffer, isBinary) => {
        try {
          if (this.#receive(socket, isBinary ? data : data.toString())) resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
          socket.terminate();
        }
      });
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('The connection ended.')));
    });
  }

  /** Without a word, as a network that goes. */
  drop(): void {
    this.#socket?.terminate();
  }

  #greet(socket: WebSocket): void {
    const hello: Hello = {
      protocolVersion,
      schemaHash: hash,
      cursor: this.#cursor,
      oldestPendingMutationId: null,
      heldWhole: [],
      heldQueue: [],
      heldHeaders: [],
      held: [...this.#held.values()],
    };
    socket.send(
      JSON.stringify({
        method: 'connectionParams',
        data: { accessToken: this.#options.accessToken },
      }),
    );
    socket.send(
      JSON.stringify({ id: 1, method: 'subscription', params: { path: 'sync.session', input: hello } }),
    );
  }

  /** Answers whether it was a delta. */
  #receive(socket: WebSocket, frame: string | Buffer): boolean {
    if (frame === 'PING') socket.send('PONG');
    if (frame === 'PING' || frame === 'PONG') return false;
    const { id, result, error } = frameSchema.parse(decodeMessage(frame));
    if (error !== undefined) throw new Error(`The server refused: ${frameText(frame).slice(0, 500)}`);
    if (id !== 1 || result?.type !== 'data') return false;
    const message = downSchema.parse(result.data);
    if (message.type === 'welcome') this.#sessionId = message.sessionId;
    if (message.type !== 'delta') return false;
    this.#follow(message);
    this.#call(socket, 'sync.acknowledge', { sessionId: this.#sessionId, batchId: message.batchId });
    this.#options.onDelta(frameText(frame), message);
    return true;
  }

  #follow(delta: Delta): void {
    if (delta.from === null) this.#held.clear();
    for (const id of delta.left) this.#held.delete(id);
    for (const conversation of delta.entered) this.#held.set(conversation.conversationId, conversation);
    this.#cursor = delta.to;
  }

  #call(socket: WebSocket, path: string, input: unknown): void {
    socket.send(JSON.stringify({ id: this.#nextCall++, method: 'mutation', params: { path, input } }));
  }
}
