import type { Pool } from 'pg';

const event = 'tenant-commit';

/** Says, in this process, that a transaction of a tenant has committed. A hint (rule D2): losing it only delays. */
export function announceCommit(pool: Pool, schemaName: string): void {
  pool.emit(event, schemaName);
}

/** Calls `listener` after each commit of the tenant on this pool; answers the function that stops it. */
export function onTenantCommit(pool: Pool, schemaName: string, listener: () => void): () => void {
  // The pool's own event names are typed, ours is not among them.
  const emitter: NodeJS.EventEmitter = pool;
  const matching = (committed: unknown) => {
    if (committed === schemaName) listener();
  };
  emitter.on(event, matching);
  return () => emitter.off(event, matching);
}
