import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

import { Gate } from './gate.ts';
import { delivered, LinkDirection } from './link-direction.ts';
import type { MessageFate } from './link-direction.ts';
import type { Direction, WireMessage } from './wire-message.ts';

export interface FaultyLinkOptions {
  /** The server's port on this machine. Null: connections are refused, as if the server were off. */
  readonly targetPort: number | null;
  /** Returns the faults of a message. If omitted, all messages arrive unchanged. */
  readonly decide?: (message: WireMessage) => MessageFate;
  /** Called with each message that reaches the link, also if it is dropped. */
  readonly onMessage?: (message: WireMessage) => void;
}

/**
 * A proxy on the loopback interface between one replica and the server. It drops, duplicates, delays and reorders whole
 * messages, breaks at any byte, blocks one or both directions, and refuses connections.
 */
export class FaultyLink {
  readonly #server: Server;
  readonly #options: FaultyLinkOptions;
  readonly #sockets = new Set<Socket>();
  readonly #gates: Readonly<Record<Direction, Gate>> = { up: new Gate(), down: new Gate() };
  targetPort: number | null;

  /** Listens on a free port, which stays the same when the server restarts. */
  static async start(options: FaultyLinkOptions): Promise<FaultyLink> {
    const link = new FaultyLink(options);
    await new Promise<void>((resolve) => {
      link.#server.listen(0, '127.0.0.1', resolve);
    });
    return link;
  }

  private constructor(options: FaultyLinkOptions) {
    this.#options = options;
    this.targetPort = options.targetPort;
    this.#server = createServer((near) => this.#connect(near));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks all open connections. New ones are accepted. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Holds back everything in this direction until `unblock`. Nothing is lost. */
  block(direction: Direction): void {
    this.#gates[direction].close();
  }

  unblock(direction: Direction): void {
    this.#gates[direction].open();
  }

  async stop(): Promise<void> {
    this.targetPort = null;
    this.unblock('up');
    this.unblock('down');
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(near: Socket): void {
    if (this.targetPort === null) {
      near.destroy();
      return;
    }
    const far = connect(this.targetPort, '127.0.0.1');
    this.#carry('up', near, far);
    this.#carry('down', far, near);
  }

  #carry(direction: Direction, from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('error', () => to.destroy());
    from.on('close', () => this.#sockets.delete(from));
    const lane = new LinkDirection({
      direction,
      from,
      to,
      untilOpen: () => this.#gates[direction].untilOpen(),
      decide: (message) => {
        this.#options.onMessage?.(message);
        return this.#options.decide?.(message) ?? delivered;
      },
    });
    lane.begin();
  }
}
