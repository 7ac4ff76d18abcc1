import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { brotliDecompressSync } from 'node:zlib';
import type { ToMain } from '../src/contract/main-replica.ts';
import { PortClient } from '@holdfast/testkit/replica/port-client';
import type { FromPreviousClient, ToPreviousClient } from './harness-messages.ts';

export interface PreviousProgramOptions {
  readonly userDataDirectory: string;
  /** Folder for the unpacked bundle and the template. Several programs can share it. */
  readonly workDirectory: string;
  readonly serverUrl: string;
  readonly keyring: Map<string, string>;
}

/** The replica program of an older build in its own process. The test takes the place of main and the windows. */
export class PreviousProgram implements AsyncDisposable {
  readonly told: ToMain[] = [];
  readonly #child: ChildProcess;
  readonly #keyring: Map<string, string>;
  readonly #windows = new Map<number, MessagePort>();
  readonly #waiting: {
    readonly isIt: (message: FromPreviousClient) => boolean;
    readonly resolve: () => void;
  }[] = [];
  readonly #ended: Promise<void>;

  static async start(options: PreviousProgramOptions): Promise<PreviousProgram> {
    const program = new PreviousProgram(await unpack(options.workDirectory), options.keyring);
    await program.#until(({ type }) => type === 'ready');
    const started = program.#until(({ type }) => type === 'started');
    const templateDirectory = join(options.workDirectory, 'template');
    const { userDataDirectory, serverUrl } = options;
    program.#say({ type: 'start', userDataDirectory, templateDirectory, serverUrl });
    await started;
    return program;
  }

  private constructor(file: string, keyring: Map<string, string>) {
    this.#keyring = keyring;
    this.#child = fork(file, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (message: FromPreviousClient) => this.#receive(message));
    this.#ended = new Promise((resolve) => {
      this.#child.on('exit', () => resolve());
    });
  }

  openWindow(): PortClient {
    const windowId = this.#windows.size + 1;
    const { port1, port2 } = new MessageChannel();
    this.#windows.set(windowId, port1);
    port1.on('message', (data: unknown) => this.#say({ type: 'port', windowId, data }));
    port1.unref();
    port2.unref();
    this.#say({ type: 'openWindow', windowId });
    return new PortClient(port2);
  }

  connectNow(): void {
    this.#say({ type: 'main', message: { type: 'connectNow' } });
  }

  /** Shuts the program down with the message that main sends. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || !this.#child.connected) return;
    this.#say({ type: 'main', message: { type: 'shutdown' } });
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  #receive(message: FromPreviousClient): void {
    if (message.type === 'port') this.#windows.get(message.windowId)?.postMessage(message.data);
    if (message.type === 'told') this.#hear(message.message);
    for (const waiting of this.#waiting.filter(({ isIt }) => isIt(message))) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve();
    }
  }

  #hear(message: ToMain): void {
    this.told.push(message);
    if (message.type === 'storeSecret') this.#keyring.set(message.name, message.value);
    if (message.type === 'clearSecret') this.#keyring.delete(message.name);
    if (message.type === 'loadSecret') {
      const value = this.#keyring.get(message.name) ?? null;
      this.#say({ type: 'main', message: { type: 'secretLoaded', requestId: message.requestId, value } });
    }
  }

  #until(isIt: (message: FromPreviousClient) => boolean): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ isIt, resolve }));
  }

  #say(message: ToPreviousClient): void {
    this.#child.send(message);
  }
}

/** The bundle does not contain PGlite; it uses the version installed in this checkout. */
async function unpack(directory: string): Promise<string> {
  const code = brotliDecompressSync(await readFile(join(import.meta.dirname, './replica.mjs.br'))).toString();
  const pglite = import.meta.resolve('@electric-sql/pglite');
  const linked = code.replaceAll(/(["'`])@electric-sql\/pglite\1/g, JSON.stringify(pglite));
  if (linked === code) throw new Error('the bundle does not import PGlite');
  const file = join(directory, 'replica.mjs');
  await mkdir(directory, { recursive: true });
  await writeFile(file, linked);
  return file;
}
