import { MessageChannelMain } from 'electron';
import type { MessagePortMain, WebContents } from 'electron';
import { ipcChannels } from '../../contract/ipc-channels.ts';
import type { ToMain, ToReplica } from '../../contract/main-replica.ts';
import type { ReplicaError } from '../../contract/replica-error.ts';
import type { Log } from '../logging/log.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { PendingRequests } from './pending-requests.ts';
import { startReplicaProcess } from './replica-process.ts';
import type { ReplicaProcess } from './replica-process.ts';
import { healthyAfterMs, restartDelay } from './restart-delay.ts';

type StartMessage = Extract<ToReplica, { type: 'start' }>;
type Notice = Extract<ToMain, { type: 'notify' }>;
type AttachmentFile = { path: string; mimeType: string | null };

export interface ReplicaHostOptions {
  readonly modulePath: string;
  readonly start: Omit<StartMessage, 'type'>;
  readonly secrets: SecretStore;
  readonly log: Log;
  onReady(signedIn: boolean): void;
  onFatal(error: ReplicaError): void;
  onNotice(notice: Notice): void;
  onBadge(count: number): void;
}

/**
 * Keeps the replica's process running and connects windows to it. If the process ends, it is started again after a
 * growing delay, and every window gets a new port. No data is lost, because all state of the replica is on disk.
 */
export class ReplicaHost {
  readonly #options: ReplicaHostOptions;
  readonly #windows = new Set<WebContents>();
  readonly #attachments = new PendingRequests<AttachmentFile | null>();
  #process: ReplicaProcess | null = null;
  #phase: 'opening' | 'open' | 'stopping' = 'opening';
  #deaths = 0;

  constructor(options: ReplicaHostOptions) {
    this.#options = options;
  }

  start(): void {
    const { modulePath, log, start } = this.#options;
    const startedAt = Date.now();
    this.#phase = 'opening';
    this.#process = startReplicaProcess({
      modulePath,
      log,
      onMessage: (message) => this.#receive(message),
      onExit: (code) => this.#onExit(code, Date.now() - startedAt),
    });
    this.#process.send({ type: 'start', ...start });
  }

  /** Sends the window a port to the replica as soon as the replica is open, and a new one after each restart. */
  connectWindow(contents: WebContents): void {
    if (!this.#windows.has(contents)) {
      this.#windows.add(contents);
      contents.once('destroyed', () => this.#windows.delete(contents));
    }
    if (this.#phase === 'open') this.#sendPort(contents);
  }

  /** A port for main itself, for the same calls that a window makes. */
  openPort(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    this.#process?.send({ type: 'openWindowPort', windowId: 0 }, port1);
    return port2;
  }

  findAttachment(attachmentId: number): Promise<AttachmentFile | null> {
    const replica = this.#process;
    if (replica === null || this.#phase !== 'open') return Promise.resolve(null);
    return this.#attachments.request((requestId) =>
      replica.send({ type: 'openAttachment', requestId, attachmentId }),
    );
  }

  /** Ends a replica that cannot start, and starts it again at once. */
  restart(): void {
    this.#deaths = 0;
    if (this.#process === null) this.start();
    else this.#process.kill();
  }

  connectNow(): void {
    if (this.#phase === 'open') this.#process?.send({ type: 'connectNow' });
  }

  /** Lets the replica close its files. After the timeout the process is killed, which loses no data either. */
  async stop(timeoutMs = 5000): Promise<void> {
    this.#phase = 'stopping';
    const replica = this.#process;
    if (replica === null) return;
    replica.send({ type: 'shutdown' });
    const timer = setTimeout(() => replica.kill(), timeoutMs);
    await replica.exited;
    clearTimeout(timer);
  }

  #receive(message: ToMain): void {
    const { secrets, log } = this.#options;
    switch (message.type) {
      case 'ready':
        this.#phase = 'open';
        for (const contents of this.#windows) this.#sendPort(contents);
        this.#options.onReady(message.signedIn);
        return;
      case 'fatal':
        return this.#options.onFatal(message.error);
      case 'storeSecret':
        secrets.store(message.name, message.value).catch((error: unknown) => {
          log.error('A secret could not be stored', error);
        });
        return;
      case 'loadSecret':
        void this.#answerSecret(message.requestId, message.name);
        return;
      case 'clearSecret':
        return secrets.clear(message.name);
      case 'notify':
        return this.#options.onNotice(message);
      case 'badge':
        return this.#options.onBadge(message.count);
      case 'attachmentFile':
        return this.#attachments.settle(
          message.requestId,
          message.path === null ? null : { path: message.path, mimeType: message.mimeType },
        );
      case 'stopped':
        return;
      default:
        message satisfies never;
    }
  }

  async #answerSecret(requestId: number, name: string): Promise<void> {
    const value = await this.#options.secrets.load(name);
    this.#process?.send({ type: 'secretLoaded', requestId, value });
  }

  #sendPort(contents: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#process?.send({ type: 'openWindowPort', windowId: contents.id }, port1);
    contents.postMessage(ipcChannels.replicaPort, null, [port2]);
  }

  #onExit(code: number, lifetime: number): void {
    this.#process = null;
    this.#attachments.settleAll(null);
    if (this.#phase === 'stopping') return;
    this.#phase = 'opening';
    this.#deaths = lifetime > healthyAfterMs ? 1 : this.#deaths + 1;
    const delay = restartDelay(this.#deaths);
    this.#options.log.error('The replica ended and will be restarted', { code, delay });
    setTimeout(() => {
      if (this.#phase !== 'stopping') this.start();
    }, delay);
  }
}
