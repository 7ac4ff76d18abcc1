import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { removeDataDirectory } from '@holdfast/sync-server/embedded-postgres/data-directory';
import { startEmbeddedPostgres } from '@holdfast/sync-server/embedded-postgres/start-embedded-postgres';
import type { EmbeddedPostgres } from '@holdfast/sync-server/embedded-postgres/start-embedded-postgres';

/** A Postgres of our own that can be killed and started again; commits wait for the disk, as they do by default. */
export class PostgresHost implements AsyncDisposable {
  readonly #stateDirectory: string;
  #running: EmbeddedPostgres;
  #crashing: Promise<void> | undefined;

  static async start(): Promise<PostgresHost> {
    // A run that was killed is cleared away by the next run of the tests, by the beginning of this name.
    const stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-soak-postgres-'));
    return new PostgresHost(stateDirectory, await startEmbeddedPostgres({ stateDirectory }));
  }

  private constructor(stateDirectory: string, running: EmbeddedPostgres) {
    this.#stateDirectory = stateDirectory;
    this.#running = running;
  }

  /** Of the superuser; stays the same over restarts. */
  get url(): string {
    return this.#running.url;
  }

  /** Postgres's immediate shutdown, which is a crash to it; then it is started again and recovers from its log. */
  crash(): Promise<void> {
    this.#crashing ??= this.#crash().finally(() => {
      this.#crashing = undefined;
    });
    return this.#crashing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#crashing;
    await this.#running.stop();
    await removeDataDirectory(this.#stateDirectory);
  }

  async #crash(): Promise<void> {
    const { port, processId } = this.#running;
    process.kill(processId, 'SIGQUIT');
    await this.#running.stop().catch(() => undefined);
    this.#running = await startEmbeddedPostgres({ stateDirectory: this.#stateDirectory, port });
  }
}
