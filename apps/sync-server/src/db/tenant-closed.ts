import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import pg from 'pg';
import type { ClientBase } from 'pg';

/**
 * Returns HF_TENANT_MOVING if a query failed because the tenant is closed in this cluster: its role must no longer use the
 * schema, or the schema was dropped. Checked only after a failure, so that an open tenant costs no extra query.
 */
export async function closedTenantError(
  client: ClientBase,
  schemaName: string,
  error: unknown,
): Promise<HoldfastError | undefined> {
  if (!isPossiblyClosed(error)) return undefined;
  try {
    const { rows } = await client.query<{ open: boolean }>(
      `SELECT has_schema_privilege($1::name, oid, 'USAGE') AS open FROM pg_namespace WHERE nspname = $1`,
      [schemaName],
    );
    if (rows[0]?.open === true) return undefined;
    return new HoldfastError('HF_TENANT_MOVING', { details: { retryAfterSeconds: 5 }, cause: error });
  } catch {
    return undefined;
  }
}

/** Class 42: no such table or no right to it; class 3F: no such schema. drizzle puts the driver's error into the cause. */
function isPossiblyClosed(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(42|3F)/.test(error.code ?? '');
  return error instanceof Error && error.cause !== undefined && isPossiblyClosed(error.cause);
}
