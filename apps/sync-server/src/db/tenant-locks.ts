/**
 * The name of the advisory lock that is held, shared, by whoever works for a tenant outside of a transaction, and alone by
 * whoever moves the tenant away.
 */
export function workLockName(schemaName: string): string {
  return `holdfast:work:${schemaName}`;
}

/** The name of the advisory lock under which the rights of a tenant's role are changed. */
export function grantLockName(schemaName: string): string {
  return `holdfast:grant:${schemaName}`;
}
