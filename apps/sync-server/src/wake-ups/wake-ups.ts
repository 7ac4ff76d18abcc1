/**
 * Says from process to process that a tenant has committed something, so that whoever follows the tenant looks at once
 * (rule D2). Hints and nothing more: losing every one delays until the slow poll, and none ever fails a write.
 */
export interface WakeUps extends Whispers {
  /** After a commit. Listeners of this process are called before it returns; it never throws and never waits. */
  announce(schemaName: string): void;
  /** Calls `listener` when the tenant may have changed, perhaps more often than it has. Answers the way to stop it. */
  listen(schemaName: string, listener: () => void): () => void;
  /** Ends connections and forgets every listener. */
  stop(): Promise<void>;
}

/**
 * Says something short from process to process, for those who follow a tenant at that moment (rule P1). Nothing is kept for
 * who does not listen or cannot be reached, and of what was said under one key the newest may be all that arrives.
 */
export interface Whispers {
  /** To other processes only, at most 7,000 bytes. It never throws and never waits. */
  whisper(schemaName: string, whispered: Whispered): void;
  /** Calls `listener` with what other processes whisper about the tenant. Answers the way to stop it. */
  overhear(schemaName: string, listener: (text: string) => void): () => void;
}

/** Nobody notices the pause, and fewer notifications take the lock that the whole cluster shares. */
export const whisperOptions = { pauseMilliseconds: 50, isKept: false } as const;

export interface Whispered {
  readonly key: string;
  readonly text: string;
}

/** Told what kept a hint from being sent or taken in. */
export type ReportWakeUpError = (error: unknown) => void;
