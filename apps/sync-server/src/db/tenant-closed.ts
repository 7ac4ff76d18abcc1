import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import pg from 'pg';
import type { ClientBase } from 'pg';

/**
 * HF_TENANT_MOVING for a query that failed because the tenant is closed here: its role may no longer use its schema, or the
 * schema is gone. Asked only after a failure, so that being able to close a tenant costs nothing while it is open.
 */
export async function closedTenantError(
  client: ClientBase,
  schemaName: string,
  error: unknown,
): Promise<HoldfastError | undefined> {
  if (!mayComeOfClosing(error)) return undefined;
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
function mayComeOfClosing(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(42|3F)/.test(error.code ?? '');
  return error instanceof Error && error.cause !== undefined && mayComeOfClosing(error.cause);
}
