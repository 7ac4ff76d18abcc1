import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A proxy between replicas and a server that can be cut, and whose target can move to another port. */
export class CuttableProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** The server's port. Null: connections are refused, as if the server were off. */
  targetPort: number | null;
  /** Number of bytes that the server has sent so far. */
  bytesDown = 0;
  /** The number of bytes from the server after which the network is cut next. */
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

  /** Breaks all open connections. New ones are accepted. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Stops forwarding on the open connections without closing them, so neither end notices. `cut` closes them. */
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
