/** Close codes of ours, from the range that is free for applications. */
export const closeCodes = { deviceRevoked: 4401, serverStopping: 1012 } as const;

/** The part of a WebSocket that is needed to end it. */
export interface ClosableSocket {
  close(code: number, reason: string): void;
  terminate(): void;
}

export interface OpenConnection {
  readonly schemaName: string;
  readonly userId: number;
  readonly deviceId: number;
  readonly socket: ClosableSocket;
}

/** The sockets of signed-in devices on this process, so that a revocation can end them. */
export class ConnectionRegistry {
  readonly #open = new Set<OpenConnection>();

  add(connection: OpenConnection): void {
    this.#open.add(connection);
  }

  remove(connection: OpenConnection): void {
    this.#open.delete(connection);
  }

  all(): readonly OpenConnection[] {
    return [...this.#open];
  }

  /**
   * Ends matching sockets at once: the close frame says why, and the connection is cut without waiting for an answer,
   * because a device that is no longer trusted must not receive another byte.
   */
  closeMatching(matches: (connection: OpenConnection) => boolean, reason: string): number {
    const ended = this.all().filter(matches);
    for (const connection of ended) {
      this.remove(connection);
      connection.socket.close(closeCodes.deviceRevoked, reason);
      setImmediate(() => connection.socket.terminate());
    }
    return ended.length;
  }
}
