/**
 * Name of the advisory lock of work for a tenant outside of a transaction. Such work holds it shared; a move of the tenant
 * holds it exclusively.
 */
export function workLockName(schemaName: string): string {
  return `holdfast:work:${schemaName}`;
}

/** Name of the advisory lock that serializes changes to the rights of a tenant's role. */
export function grantLockName(schemaName: string): string {
  return `holdfast:grant:${schemaName}`;
}
