/**
 * Notifies other processes that a tenant has committed, so that their tailers tick at once (rule D2). Wake-ups are
 * hints: if all are lost, changes are delayed until the poll. They never make a write fail.
 */
export interface WakeUps extends Broadcaster {
  /** Call after a commit. It calls the listeners of this process before it returns. It never throws and never waits. */
  announce(schemaName: string): void;
  /**
   * Calls `listener` when the tenant may have changed; extra calls are possible. Returns the function that removes it.
   */
  listen(schemaName: string, listener: () => void): () => void;
  /** Closes connections and removes all listeners. */
  stop(): Promise<void>;
}

/**
 * Sends short messages to the other processes that follow a tenant (rule P1). Messages are not kept for processes that
 * are not listening or not reachable. Of several messages with one key, possibly only the newest arrives.
 */
export interface Broadcaster {
  /** Sends a text of at most 7,000 bytes to the other processes only. It never throws and never waits. */
  broadcast(schemaName: string, whispered: BroadcastMessage): void;
  /** Calls `listener` with the messages of other processes for the tenant. Returns the function that removes it. */
  subscribe(schemaName: string, listener: (text: string) => void): () => void;
}

/** A delay of 50 ms is not visible, and fewer notifications take the lock of the whole cluster. */
export const broadcastOptions = { intervalMs: 50, buffersWhileClosed: false } as const;

export interface BroadcastMessage {
  readonly key: string;
  readonly text: string;
}

/** Called with errors of sending, receiving or connecting, and with exceptions of listeners. */
export type ReportWakeUpError = (error: unknown) => void;
