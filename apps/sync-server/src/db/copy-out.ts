import type { Connection, PoolClient } from 'pg';

/**
 * What `COPY … TO STDOUT` statements write, a text for each, in one round trip.
 * Statements have no parameters: what they depend on is set before, with `set_config('holdfast.…', $1, true)`.
 */
export function copyOut(client: PoolClient, statements: readonly string[]): Promise<string[]> {
  if (statements.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(statements, resolve, reject));
  });
}

const initialBytes = 256 * 1024;

/** A query in the sense of `pg`: these are the calls that its client makes to the query that is running. */
class CopyOut {
  readonly #statements: readonly string[];
  readonly #resolve: (texts: string[]) => void;
  readonly #reject: (error: Error) => void;
  readonly #texts: string[] = [];
  #bytes = Buffer.allocUnsafe(initialBytes);
  #length = 0;

  constructor(
    statements: readonly string[],
    resolve: (texts: string[]) => void,
    reject: (error: Error) => void,
  ) {
    this.#statements = statements;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    connection.query(this.#statements.join(';'));
  }

  /** One row. Its bytes are copied at once: the connection writes over them when the next ones arrive. */
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

  /** One statement is done. */
  handleCommandComplete(): void {
    this.#texts.push(this.#bytes.toString('utf8', 0, this.#length));
    this.#length = 0;
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#texts);
  }

  handleError(error: Error): void {
    this.#reject(error);
  }
}
