import type { Connection, PoolClient } from 'pg';

/**
 * Runs `COPY … TO STDOUT` statements in one round trip and returns the output of each.
 * COPY takes no parameters: set them before, with `set_config('holdfast.…', $1, true)`.
 */
export function copyOut(
  client: PoolClient,
  statements: readonly string[],
): Promise<Uint8Array<ArrayBuffer>[]> {
  if (statements.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(statements, resolve, reject));
  });
}

const initialBytes = 256 * 1024;

/** Implements the interface through which `pg`'s client calls its running query. */
class CopyOut {
  readonly #statements: readonly string[];
  readonly #resolve: (written: Uint8Array<ArrayBuffer>[]) => void;
  readonly #reject: (error: Error) => void;
  readonly #written: Uint8Array<ArrayBuffer>[] = [];
  #bytes = Buffer.allocUnsafe(initialBytes);
  #length = 0;

  constructor(
    statements: readonly string[],
    resolve: (written: Uint8Array<ArrayBuffer>[]) => void,
    reject: (error: Error) => void,
  ) {
    this.#statements = statements;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    connection.query(this.#statements.join(';'));
  }

  /** Receives one row. Copies its bytes at once: the connection overwrites them with the next chunk. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    const length = this.#length + chunk.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    chunk.copy(this.#bytes, this.#length);
    this.#length = length;
  }

  /** Called once for each finished statement. */
  handleCommandComplete(): void {
    this.#written.push(new Uint8Array(this.#bytes.subarray(0, this.#length)));
    this.#length = 0;
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#written);
  }

  handleError(error: Error): void {
    this.#reject(error);
  }
}
