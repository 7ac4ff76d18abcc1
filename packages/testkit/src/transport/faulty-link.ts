import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

import { Gate } from './gate.ts';
import { delivered, LinkDirection } from './link-direction.ts';
import type { MessageFate } from './link-direction.ts';
import type { Direction, WireMessage } from './wire-message.ts';

export interface FaultyLinkOptions {
  /** Where the server listens on this machine; null: nowhere, as if it were off. */
  readonly targetPort: number | null;
  /** What becomes of each message; left out, all of them arrive. */
  readonly decide?: (message: WireMessage) => MessageFate;
  /** Told of each message as it comes to the link, whatever becomes of it. */
  readonly onMessage?: (message: WireMessage) => void;
}

/**
 * The network between one replica and the server, on the loopback interface: it loses, doubles, delays and reorders
 * whole messages, breaks at any byte, stops one way or both, and refuses connections.
 */
export class FaultyLink {
  readonly #server: Server;
  readonly #options: FaultyLinkOptions;
  readonly #sockets = new Set<Socket>();
  readonly #gates: Readonly<Record<Direction, Gate>> = { up: new Gate(), down: new Gate() };
  targetPort: number | null;

  /** Begins to listen on a port of its own, which stays the same whatever happens to the server. */
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

  /** Breaks every connection there is; new ones may come at once. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing passes this way until it is opened again; what was on its way waits, as in a cable that is squeezed. */
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
