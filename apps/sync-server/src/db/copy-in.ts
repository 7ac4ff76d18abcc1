import type { Connection, PoolClient } from 'pg';

/** Feeds what COPY wrote to a `COPY … FROM STDIN` statement of the same format. */
export function copyIn(client: PoolClient, statement: string, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn({ statement, bytes, resolve, reject }));
  });
}

interface CopyInOptions {
  readonly statement: string;
  readonly bytes: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** What `pg` has on its connection and its types do not. */
interface CopyingConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

const chunkBytes = 64 * 1024;

/** A query in the sense of `pg`: these are the calls that its client makes to the query that is running. */
class CopyIn {
  readonly #options: CopyInOptions;

  constructor(options: CopyInOptions) {
    this.#options = options;
  }

  submit(connection: Connection): void {
    connection.query(this.#options.statement);
  }

  handleCopyInResponse(connection: CopyingConnection): void {
    const { buffer, byteOffset, byteLength } = this.#options.bytes;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      connection.sendCopyFromChunk(bytes.subarray(at, at + chunkBytes));
    }
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // `handleReadyForQuery` follows.
  }

  handleReadyForQuery(): void {
    this.#options.resolve();
  }

  handleError(error: Error): void {
    this.#options.reject(error);
  }
}
