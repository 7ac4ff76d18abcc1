/** WebSocket close codes. 4401 is from the range for applications (4000-4999); 1012 is the standard "service restart". */
export const closeCodes = { deviceRevoked: 4401, serverStopping: 1012 } as const;

/** The part of a WebSocket that closes it. */
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

/** The open sockets of signed-in devices in this process, so that a revocation can close them. */
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
   * Closes matching sockets and returns their number. The close frame carries the reason; the connection is terminated
   * without waiting for the peer's close frame, because a revoked device must not receive another byte.
   */
  closeMatching(matches: (connection: OpenConnection) => boolean, reason: string): number {
    const closed = this.all().filter(matches);
    for (const connection of closed) {
      this.remove(connection);
      connection.socket.close(closeCodes.deviceRevoked, reason);
      setImmediate(() => connection.socket.terminate());
    }
    return closed.length;
  }
}
