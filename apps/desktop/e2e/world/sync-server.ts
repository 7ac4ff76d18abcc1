import { expect } from '@playwright/test';
import { ServiceGroup } from '../../../../scripts/process/service-group.ts';
import type { ServiceProcess } from '../../../../scripts/process/service-process.ts';
import { startServerProcess } from '../../../../scripts/product/server-process.ts';
import { findFreePort } from '@holdfast/sync-server/embedded-postgres/listening-port';

/** The sync server in its own process, always at the same address. */
export class SyncServer {
  readonly url: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #logDirectory: string;
  readonly #group: ServiceGroup;
  #process: ServiceProcess | null = null;
  #starts = 0;

  private constructor(parts: SyncServerParts) {
    this.url = parts.url;
    this.#env = parts.env;
    this.#logDirectory = parts.logDirectory;
    this.#group = parts.group;
  }

  static async create(env: Readonly<Record<string, string>>, logDirectory: string): Promise<SyncServer> {
    const port = String(await findFreePort());
    const url = `http://127.0.0.1:${port}`;
    return new SyncServer({
      url,
      env: { ...env, HOLDFAST_PORT: port, HOLDFAST_PUBLIC_URL: url },
      logDirectory,
      group: await ServiceGroup.take(`${logDirectory}/processes.json`),
    });
  }

  async start(): Promise<void> {
    this.#starts += 1;
    const logPath = `${this.#logDirectory}/server-${this.#starts}.log`;
    this.#process = await startServerProcess(this.#group, {
      env: this.#env,
      url: this.url,
      logPath,
      isWatched: false,
    });
  }

  /** Waits until the same process reaches a restarted Postgres again. */
  async waitUntilReady(): Promise<void> {
    const isReady = () =>
      fetch(`${this.url}/readyz`).then(
        (response) => response.ok,
        () => false,
      );
    await expect.poll(isReady, { message: 'the server is ready again', timeout: 60_000 }).toBe(true);
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
    this.#process = null;
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
    this.#process = null;
  }
}

interface SyncServerParts {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logDirectory: string;
  readonly group: ServiceGroup;
}
