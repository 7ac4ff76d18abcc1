/**
 * Says from process to process that a tenant has committed something, so that whoever follows the tenant looks at once
 * (rule D2). Hints and nothing more: losing every one delays until the slow poll, and none ever fails a write.
 */
export interface WakeUps {
  /** After a commit. Listeners of this process are called before it returns; it never throws and never waits. */
  announce(schemaName: string): void;
  /** Calls `listener` when the tenant may have changed, perhaps more often than it has. Answers the way to stop it. */
  listen(schemaName: string, listener: () => void): () => void;
  /** Ends connections and forgets every listener. */
  stop(): Promise<void>;
}

/** Told what kept a hint from being sent or taken in. */
export type ReportWakeUpError = (error: unknown) => void;
