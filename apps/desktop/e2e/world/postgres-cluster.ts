import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { removeDataDirectory } from '@holdfast/sync-server/embedded-postgres/data-directory';
import { startEmbeddedPostgres } from '@holdfast/sync-server/embedded-postgres/start-embedded-postgres';
import type { EmbeddedPostgres } from '@holdfast/sync-server/embedded-postgres/start-embedded-postgres';

/** Tests kill the process, never the machine, so nothing needs fsync. */
const settings = { fsync: 'off', full_page_writes: 'off' };

/** A real Postgres, shared by all tests of a worker. Each test creates its own database. */
export class PostgresCluster {
  readonly #stateDirectory: string;
  #running: EmbeddedPostgres;

  private constructor(stateDirectory: string, running: EmbeddedPostgres) {
    this.#stateDirectory = stateDirectory;
    this.#running = running;
  }

  static async start(): Promise<PostgresCluster> {
    const stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-e2e-postgres-'));
    return new PostgresCluster(stateDirectory, await startEmbeddedPostgres({ stateDirectory, settings }));
  }

  /**
   * Creates a database, empty or as a copy of one without connections, and returns its URL. The URL stays valid when
   * Postgres is killed and restarted.
   */
  async createDatabase(name: string, template = 'template1'): Promise<string> {
    const client = new Client({ connectionString: this.#running.url });
    await client.connect();
    const [copy, original] = [name, template].map((each) => client.escapeIdentifier(each));
    await client.query(`create database ${copy} template ${original}`);
    await client.end();
    const url = new URL(this.#running.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** Kills Postgres like a power cut; resolves when the process has ended. */
  async kill(): Promise<void> {
    process.kill(this.#running.processId, 'SIGKILL');
    await this.#running.exited;
  }

  async startAgain(): Promise<void> {
    this.#running = await startEmbeddedPostgres({
      stateDirectory: this.#stateDirectory,
      port: this.#running.port,
      settings,
    });
  }

  async remove(): Promise<void> {
    await this.#running.stop();
    await removeDataDirectory(this.#stateDirectory);
  }
}
