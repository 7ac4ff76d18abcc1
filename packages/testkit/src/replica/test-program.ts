import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { ToMain } from '@holdfast/desktop/contract/main-replica';
import { templateAt } from '@holdfast/desktop/replica/database/replica-directory';
import { ReplicaProgram } from '@holdfast/desktop/replica/program/replica-program';
import { nodePort } from '@holdfast/desktop/replica/router/message-port';
import { PortClient } from './port-client.ts';
import { testTemplateDirectory } from './test-template.ts';

export interface TestProgramOptions {
  /** A profile that is kept after the program has closed. If omitted, a new one that is deleted with the program. */
  readonly userDataDirectory?: string;
  readonly serverUrl?: string;
  /** The keyring of the profile, shared by its programs; null for a system without a keyring. */
  readonly keyring?: Map<string, string> | null;
  /** The device's clock; defaults to the machine's. */
  readonly now?: () => Date;
  readonly verifyStepMs?: number;
}

/** The replica's whole program in this process. The test takes the place of main and the windows. */
export class TestProgram {
  readonly userDataDirectory: string;
  /** Messages to main, in order. */
  readonly told: ToMain[] = [];
  readonly #program: ReplicaProgram;
  readonly #ownsDirectory: boolean;
  #onTold = () => {};
  #isStopped = false;
  #attachmentRequests = 0;

  static async start(options: TestProgramOptions = {}): Promise<TestProgram> {
    const userDataDirectory =
      options.userDataDirectory ?? (await mkdtemp(join(tmpdir(), 'holdfast-profile-')));
    const templateDirectory = await testTemplateDirectory();
    const program = new TestProgram(options, userDataDirectory, templateDirectory);
    await program.#program.start();
    return program;
  }

  private constructor(options: TestProgramOptions, userDataDirectory: string, templateDirectory: string) {
    this.userDataDirectory = userDataDirectory;
    this.#ownsDirectory = options.userDataDirectory === undefined;
    const keyring = options.keyring === undefined ? new Map<string, string>() : options.keyring;
    this.#program = new ReplicaProgram({
      userDataDirectory,
      template: templateAt(templateDirectory),
      defaultServerUrl: options.serverUrl ?? 'http://127.0.0.1:9',
      deviceName: 'test',
      secretsAvailable: keyring !== null,
      lockTimeoutMs: 0,
      ...(options.verifyStepMs === undefined ? {} : { verifyStepMs: options.verifyStepMs }),
      now: options.now ?? (() => new Date()),
      random: Math.random,
      uuid: randomUUID,
      log: () => {},
      exit: () => {},
      sendToMain: (message) => {
        this.told.push(message);
        if (message.type === 'storeSecret') keyring?.set(message.name, message.value);
        if (message.type === 'clearSecret') keyring?.delete(message.name);
        if (message.type === 'loadSecret') {
          const value = keyring?.get(message.name) ?? null;
          this.#program.receive({ type: 'secretLoaded', requestId: message.requestId, value }, []);
        }
        this.#onTold();
      },
    });
  }

  openWindow(): PortClient {
    const { port1, port2 } = new MessageChannel();
    this.#program.receive({ type: 'openWindowPort', windowId: 1 }, [nodePort(port1)]);
    port2.unref();
    port1.unref();
    return new PortClient(port2);
  }

  connectNow(): void {
    this.#program.receive({ type: 'connectNow' }, []);
  }

  /** Requests an attachment's file as main does when a window shows it. */
  async openAttachment(attachmentId: number): Promise<{ path: string | null; mimeType: string | null }> {
    const requestId = (this.#attachmentRequests += 1);
    this.#program.receive({ type: 'openAttachment', requestId, attachmentId }, []);
    const answer = await this.untilSent(
      (message) => message.type === 'attachmentFile' && message.requestId === requestId,
    );
    if (answer.type !== 'attachmentFile') throw new Error('the reply is not an attachment file');
    return { path: answer.path, mimeType: answer.mimeType };
  }

  /** Resolves with the first message to main that matches, including messages received before. */
  async untilSent(condition: (message: ToMain) => boolean): Promise<ToMain> {
    for (;;) {
      const found = this.told.find(condition);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#onTold = resolve;
      });
    }
  }

  /** Closes the program as main does. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#program.receive({ type: 'shutdown' }, []);
    await this.untilSent(({ type }) => type === 'stopped');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    if (this.#ownsDirectory) await rm(this.userDataDirectory, { recursive: true, force: true });
  }
}
