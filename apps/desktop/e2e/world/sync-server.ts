import { expect } from '@playwright/test';
import { repositoryRoot } from '../../../../scripts/paths.ts';
import { startService } from '../../../../scripts/process/service-process.ts';
import type { ServiceProcess } from '../../../../scripts/process/service-process.ts';
import { findFreePort } from '../../../sync-server/src/embedded-postgres/listening-port.ts';
import { commandLineArguments } from './command-line.ts';

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
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    return new SyncServer(
      url,
      { ...env, HOLDFAST_PORT: String(port), HOLDFAST_PUBLIC_URL: url },
      logDirectory,
    );
  }

  async start(): Promise<void> {
    this.#starts += 1;
    const service = startService({
      name: 'sync server',
      command: process.execPath,
      arguments: commandLineArguments('serve'),
      env: this.#env,
      cwd: repositoryRoot,
      logPath: `${this.#logDirectory}/server-${this.#starts}.log`,
    });
    this.#process = service;
    await expect
      .poll(() => this.#isReady(service), { message: 'the server gets ready', timeout: 60_000 })
      .toBe(true);
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
    this.#process = null;
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
    this.#process = null;
  }

  async #isReady(service: ServiceProcess): Promise<boolean> {
    if (service.hasExited()) throw new Error(`The server ended:\n${service.readLogTail()}`);
    return fetch(`${this.url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  }
}
