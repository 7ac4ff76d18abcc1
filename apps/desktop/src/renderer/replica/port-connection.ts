import { replicaMessageSchema } from '../../contract/port-envelope.ts';
import type { ReplicaMessage, WindowMessage } from '../../contract/port-envelope.ts';
import type { ReplicaError } from '../../contract/replica-error.ts';

/** A call without its number; the connection adds it. */
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

/**
 * Error for calls that were pending when the replica restarted. It is unknown whether they ran; the screen shows it.
 */
const replicaRestarted: ReplicaError = {
  code: 'HF_REPLICA_UNAVAILABLE',
  message: 'The local database was restarted.',
  remedy: 'Check whether the change was made, and repeat it if not.',
  retry: 'later',
};

/**
 * The window's end of its port to the replica. Calls made before the first port arrives are queued. When a new port
 * replaces a dead one, the pending calls of the old one fail and can be repeated.
 */
export class PortConnection {
  #port: MessagePort | null = null;
  #nextId = 0;
  readonly #observers = new Map<number, CallObserver>();
  readonly #waiting: WindowMessage[] = [];

  /** Switches to a port that came from the replica. */
  usePort(port: MessagePort): void {
    const isFirst = this.#port === null;
    this.#port?.close();
    this.#port = port;
    port.addEventListener('message', (event) => this.#receive(event.data));
    if (!isFirst) this.#failAll();
    port.start();
    for (const message of this.#waiting.splice(0)) port.postMessage(message);
  }

  /** Makes a call. The returned function ends a subscription; for a request it only discards the reply. */
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
      reportError(new Error('Invalid message from the replica', { cause: parsed.error }));
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
    for (const observer of observers) observer.onError(replicaRestarted);
  }
}
