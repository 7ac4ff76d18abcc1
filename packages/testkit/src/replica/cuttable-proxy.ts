import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A network between replicas and a server that can be cut, and whose far end can move to another port. */
export class CuttableProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Where connections lead; null: nowhere, as if the server were off. */
  targetPort: number | null;
  /** What the far end has sent so far. */
  bytesDown = 0;
  /** At which byte from the far end the network is cut next. */
  cutAtByte = Number.POSITIVE_INFINITY;

  static async start(targetPort: number): Promise<CuttableProxy> {
    const proxy = new CuttableProxy(targetPort);
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  private constructor(targetPort: number) {
    this.targetPort = targetPort;
    this.#server = createServer((near) => this.#connect(near));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Destroys every connection there is; new ones may come at once. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets no byte of today's connections through any more, without a word to either end; `cut` ends them. */
  freeze(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  async stop(): Promise<void> {
    this.targetPort = null;
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(near: Socket): void {
    if (this.targetPort === null) {
      near.destroy();
      return;
    }
    const far = connect(this.targetPort, '127.0.0.1');
    far.on('data', (bytes: Buffer) => {
      const room = this.cutAtByte - this.bytesDown;
      this.bytesDown += bytes.length;
      if (bytes.length < room) return;
      this.cutAtByte = Number.POSITIVE_INFINITY;
      near.write(bytes.subarray(0, room));
      near.destroySoon();
      this.cut();
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}
