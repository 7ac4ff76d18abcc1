import type { Connection, PoolClient } from 'pg';

/** Runs a `COPY … FROM STDIN` statement with `bytes`, the output of a COPY in the same format. */
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

/** Methods of `pg`'s connection that its types lack. */
interface CopyingConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

const chunkBytes = 64 * 1024;

/** Implements the interface through which `pg`'s client calls its running query. */
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
    for (let start = 0; start < bytes.length; start += chunkBytes) {
      connection.sendCopyFromChunk(bytes.subarray(start, start + chunkBytes));
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
