import { replicaMessageSchema } from '../../contract/port-envelope.ts';
import type { ReplicaMessage, WindowMessage } from '../../contract/port-envelope.ts';
import type { ReplicaError } from '../../contract/replica-error.ts';

/** A call without its number; the connection numbers it. */
export type Call =
  | {
      readonly type: 'request';
      readonly kind: 'query' | 'mutation';
      readonly path: string;
      readonly input: unknown;
    }
  | { readonly type: 'subscribe'; readonly path: string; readonly input: unknown };

export interface CallObserver {
  readonly onData: (data: unknown) => void;
  readonly onError: (error: ReplicaError) => void;
  readonly onEnd: () => void;
}

/** What a call meets when the replica stops under it: whether it was done is not known, the screen will show. */
const lostReplica: ReplicaError = {
  code: 'HF_REPLICA_UNAVAILABLE',
  message: 'The local store was restarted.',
  remedy: 'Look whether it was done, and do it again if not.',
  retry: 'later',
};

/**
 * The window's end of its port to the replica. Calls made before the first port is there wait for it; when a new
 * port replaces a dead one, the calls of the old one fail and may be made again.
 */
export class PortConnection {
  #port: MessagePort | null = null;
  #nextId = 0;
  readonly #observers = new Map<number, CallObserver>();
  readonly #waiting: WindowMessage[] = [];

  /** Starts to use a port that came from the replica. */
  usePort(port: MessagePort): void {
    const isFirst = this.#port === null;
    this.#port?.close();
    this.#port = port;
    port.addEventListener('message', (event) => this.#receive(event.data));
    if (!isFirst) this.#failAll();
    port.start();
    for (const message of this.#waiting.splice(0)) port.postMessage(message);
  }

  /** Makes a call. The function returned ends a subscription; for a request it only stops listening. */
  call(call: Call, observer: CallObserver): () => void {
    const id = this.#nextId++;
    this.#observers.set(id, observer);
    this.#send({ ...call, id });
    return () => {
      if (!this.#observers.delete(id) || call.type === 'request') return;
      const unsent = this.#waiting.findIndex((message) => message.id === id);
      if (unsent >= 0) this.#waiting.splice(unsent, 1);
      else this.#send({ type: 'unsubscribe', id });
    };
  }

  #send(message: WindowMessage): void {
    if (this.#port === null) this.#waiting.push(message);
    else this.#port.postMessage(message);
  }

  #receive(data: unknown): void {
    const parsed = replicaMessageSchema.safeParse(data);
    if (!parsed.success) {
      reportError(new Error('The replica sent a message of an unknown shape', { cause: parsed.error }));
      return;
    }
    this.#dispatch(parsed.data);
  }

  #dispatch(message: ReplicaMessage): void {
    const observer = this.#observers.get(message.id);
    if (observer === undefined) return;
    if (message.type === 'data') {
      observer.onData(message.data);
      return;
    }
    this.#observers.delete(message.id);
    if (message.type === 'error') observer.onError(message.error);
    if (message.type === 'result') observer.onData(message.data);
    if (message.type !== 'error') observer.onEnd();
  }

  #failAll(): void {
    const observers = [...this.#observers.values()];
    this.#observers.clear();
    for (const observer of observers) observer.onError(lostReplica);
  }
}
