import type { ToMain, ToReplica } from '../../contract/main-replica.ts';
import type { HostServices } from './host-services.ts';
import { ReplicaService } from './replica-service.ts';
import type { ReplicaPort } from '../router/message-port.ts';
import { servePort } from '../router/serve-port.ts';
import { toReplicaError } from '../errors/to-replica-error.ts';

export type ReplicaProgramOptions = Omit<HostServices, 'loadSecret'>;

type Message = Exclude<ToReplica, { type: 'start' }>;

/** The replica's process without Electron: handles the messages of main. */
export class ReplicaProgram {
  readonly #options: ReplicaProgramOptions;
  readonly #service: ReplicaService;
  readonly #secretRequests = new Map<number, (value: string | null) => void>();
  #nextRequest = 1;

  constructor(options: ReplicaProgramOptions) {
    this.#options = options;
    this.#service = new ReplicaService({ ...options, loadSecret: (name) => this.#loadSecret(name) });
  }

  async start(): Promise<void> {
    try {
      const account = await this.#service.openLastAccount();
      this.#tell({ type: 'ready', signedIn: account !== null, locale: account?.user.locale ?? null });
    } catch (error) {
      this.#options.log('The replica could not be opened', error);
      this.#tell({ type: 'fatal', error: toReplicaError(error) });
    }
  }

  receive(message: Message, ports: readonly ReplicaPort[]): void {
    switch (message.type) {
      case 'openWindowPort':
        return this.#serve(ports);
      case 'secretLoaded':
        this.#secretRequests.get(message.requestId)?.(message.value);
        this.#secretRequests.delete(message.requestId);
        return;
      case 'openAttachment':
        void this.#answerAttachment(message.requestId, message.attachmentId);
        return;
      case 'connectNow':
        return this.#service.connectNow();
      case 'shutdown':
        void this.#shutDown();
        return;
      default:
        message satisfies never;
    }
  }

  #serve(ports: readonly ReplicaPort[]): void {
    for (const port of ports) {
      servePort({
        port,
        operations: this.#service,
        onFailure: (error, path) => this.#options.log(`${path} failed`, error),
      });
    }
  }

  async #answerAttachment(requestId: number, attachmentId: number): Promise<void> {
    const file = await this.#service.findAttachment(attachmentId).catch(() => null);
    this.#tell({
      type: 'attachmentFile',
      requestId,
      path: file?.path ?? null,
      mimeType: file?.mimeType ?? null,
    });
  }

  async #shutDown(): Promise<void> {
    try {
      await this.#service.close();
    } catch (error) {
      this.#options.log('Closing failed', error);
    }
    this.#tell({ type: 'stopped' });
    this.#options.exit(0);
  }

  #loadSecret(name: string): Promise<string | null> {
    const requestId = this.#nextRequest++;
    return new Promise((resolve) => {
      this.#secretRequests.set(requestId, resolve);
      this.#tell({ type: 'loadSecret', requestId, name });
    });
  }

  #tell(message: ToMain): void {
    this.#options.sendToMain(message);
  }
}
