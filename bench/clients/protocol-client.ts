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
  /** Called with each delta, and with the JSON of its frame. The client acknowledges the delta at once. */
  readonly onDelta: (text: string, delta: Delta) => void;
}

const frameSchema = z.object({
  id: z.number().nullable(),
  result: z.object({ type: z.string().optional(), data: z.unknown().optional() }).optional(),
  error: z.unknown().optional(),
});
const hash = schemaHash();

/**
 * A minimal client of the protocol. It keeps only its cursor and the list of held conversations. Uses plain frames
 * instead of tRPC's client: thousands of these clients share a process, and they must not dominate the measurement.
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

  /** Opens a session. Resolves with the first delta, which catches up. Rejects if the connection closes before. */
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

  /** Closes the connection without a close frame, like a network failure. */
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

  /** Returns whether the message was a delta. */
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
