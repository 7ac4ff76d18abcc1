import type { ServiceProcess } from '../../../../scripts/process/service-process.ts';
import { startServer } from '../../../../scripts/stack/server-process.ts';
import { findFreePort } from '../../../sync-server/src/embedded-postgres/listening-port.ts';

/** The sync server as a process of its own, always at the same address. */
export class SyncServer {
  readonly url: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #logDirectory: string;
  #process: ServiceProcess | null = null;
  #starts = 0;

  private constructor(url: string, env: Readonly<Record<string, string>>, logDirectory: string) {
    this.url = url;
    this.#env = env;
    this.#logDirectory = logDirectory;
  }

  static async create(env: Readonly<Record<string, string>>, logDirectory: string): Promise<SyncServer> {
    const port = String(await findFreePort());
    const url = `http://127.0.0.1:${port}`;
    return new SyncServer(url, { ...env, HOLDFAST_PORT: port, HOLDFAST_PUBLIC_URL: url }, logDirectory);
  }

  async start(): Promise<void> {
    this.#starts += 1;
    const logPath = `${this.#logDirectory}/server-${this.#starts}.log`;
    this.#process = await startServer({ env: this.#env, url: this.url, logPath });
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
