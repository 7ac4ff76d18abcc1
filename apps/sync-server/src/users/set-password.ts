import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { userCredentials } from '@holdfast/schema/tables/user-credentials';
import { users } from '@holdfast/schema/tables/users';
import { eq, sql } from 'drizzle-orm';

import { hashPassword } from '../auth/password.ts';
import { recordAudit } from '../db/audit.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import { endUserSessions } from './end-user-sessions.ts';

export interface SetPasswordInput {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
  readonly actor: string;
}

/**
 * Sets a password and signs the user out on all devices, because the old password can be known to others. Throws
 * HF_TENANT_UNKNOWN, HF_USER_UNKNOWN or HF_PASSWORD_TOO_WEAK.
 */
export async function setPassword(
  pool: LandlordPool,
  input: SetPasswordInput,
): Promise<{ id: number; email: string }> {
  const tenant = await findTenant(pool, input.tenant);
  const email = input.email.toLowerCase();
  const passwordHash = await hashPassword(input.password);
  const user = await withTenant(poolOf(pool, tenant), tenant.schemaName, {}, async ({ tx }) => {
    const [found] = await tx
      .select({ id: users.id, email: users.email })
      .from(users)
      .where(eq(users.email, email));
    if (found === undefined) throw new HoldfastError('HF_USER_UNKNOWN', { details: { email } });
    await tx
      .insert(userCredentials)
      .values({ userId: found.id, passwordHash })
      .onConflictDoUpdate({ target: userCredentials.userId, set: { passwordHash, updatedAt: sql`now()` } });
    await endUserSessions(tx, tenant.schemaName, found.id);
    return found;
  });
  const { actor } = input;
  await recordAudit(pool, {
    actor,
    action: 'user.set-password',
    tenantId: tenant.id,
    details: { userId: user.id },
  });
  return user;
}
