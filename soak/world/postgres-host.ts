import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { removeDataDirectory } from '@holdfast/sync-server/embedded-postgres/data-directory';
import { startEmbeddedPostgres } from '@holdfast/sync-server/embedded-postgres/start-embedded-postgres';
import type { EmbeddedPostgres } from '@holdfast/sync-server/embedded-postgres/start-embedded-postgres';

/** A Postgres that can be killed and started again. Commits wait for the disk, as by default. */
export class PostgresHost implements AsyncDisposable {
  readonly #stateDirectory: string;
  #running: EmbeddedPostgres;
  #crashing: Promise<void> | undefined;

  static async start(): Promise<PostgresHost> {
    // If this run is killed, the next test run deletes the folder, which it recognizes by its prefix.
    const stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-soak-postgres-'));
    return new PostgresHost(stateDirectory, await startEmbeddedPostgres({ stateDirectory }));
  }

  private constructor(stateDirectory: string, running: EmbeddedPostgres) {
    this.#stateDirectory = stateDirectory;
    this.#running = running;
  }

  /** URL of the superuser. Stays the same over restarts. */
  get url(): string {
    return this.#running.url;
  }

  /**
   * Stops Postgres with SIGQUIT (immediate shutdown, equivalent to a crash) and starts it again with recovery from its
   * WAL.
   */
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
