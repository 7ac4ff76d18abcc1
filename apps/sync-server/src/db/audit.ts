import { auditLog } from '@holdfast/schema/landlord/audit-log';
import type { Pool } from 'pg';

import { landlordDatabase } from './landlord-database.ts';

export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly tenantId: number | null;
  /** Names and ids; never secrets. */
  readonly details?: Record<string, unknown>;
}

export async function recordAudit(pool: Pool, entry: AuditEntry): Promise<void> {
  await landlordDatabase(pool)
    .insert(auditLog)
    .values({ ...entry, details: entry.details ?? {} });
}
