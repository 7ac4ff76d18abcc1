import type { MessagePort } from 'node:worker_threads';
import { replicaMessageSchema } from '@holdfast/desktop/contract/port-envelope';
import type { ReplicaMessage } from '@holdfast/desktop/contract/port-envelope';
import type { LiveQueries, LiveQueryName } from '@holdfast/desktop/contract/live-queries';

/** The window's end of the port, without a window. */
export class PortClient {
  readonly #port: MessagePort;
  readonly #listeners = new Map<number, (message: ReplicaMessage) => void>();
  #nextId = 1;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (data: unknown) => {
      const message = replicaMessageSchema.parse(data);
      this.#listeners.get(message.id)?.(message);
    });
  }

  /** @throws the replica's error, as `{code, message, …}` */
  mutate(path: string, input: unknown): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#listeners.set(id, (message) => {
        this.#listeners.delete(id);
        if (message.type === 'result') resolve(message.data);
        else
          reject(
            Object.assign(new Error('the replica refused'), message.type === 'error' ? message.error : {}),
          );
      });
      this.#port.postMessage({ type: 'request', id, kind: 'mutation', path, input });
    });
  }

  watch<Name extends LiveQueryName>(
    name: Name,
    input: LiveQueries[Name]['input'],
  ): Watched<LiveQueries[Name]['result']> {
    const id = this.#nextId++;
    const watched = new Watched<LiveQueries[Name]['result']>(() => {
      this.#listeners.delete(id);
      this.#port.postMessage({ type: 'unsubscribe', id });
    });
    this.#listeners.set(id, (message) => {
      // The contract defines the result type of a query with this name.
      if (message.type === 'data') watched.receive(message.data as LiveQueries[Name]['result']);
      if (message.type === 'error') watched.fail(message.error);
    });
    this.#port.postMessage({ type: 'subscribe', id, path: name, input });
    return watched;
  }
}

/** The results of one subscription, as they arrive. */
export class Watched<Result> {
  readonly stop: () => void;
  count = 0;
  #latest: { readonly result: Result } | undefined;
  #error: unknown;
  #wake = () => {};

  constructor(stop: () => void) {
    this.stop = stop;
  }

  receive(result: Result): void {
    this.count += 1;
    this.#latest = { result };
    this.#wake();
  }

  fail(error: unknown): void {
    this.#error = error;
    this.#wake();
  }

  /** Resolves with the first matching result, beginning with the latest one. */
  async until(condition: (result: Result) => boolean): Promise<Result> {
    for (;;) {
      if (this.#error !== undefined) throw Object.assign(new Error('the subscription failed'), this.#error);
      if (this.#latest !== undefined && condition(this.#latest.result)) return this.#latest.result;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
