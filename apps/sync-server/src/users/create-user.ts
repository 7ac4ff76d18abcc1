import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { signInLimits } from '@holdfast/schema/domain/sign-in';
import { userRoles } from '@holdfast/schema/domain/user';
import { userCredentials } from '@holdfast/schema/tables/user-credentials';
import { users } from '@holdfast/schema/tables/users';
import { z } from 'zod';

import { hashPassword } from '../auth/password.ts';
import { recordAudit } from '../db/audit.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import { invalidInput } from '@holdfast/schema/errors/invalid-input';

const userSchema = z.object({
  email: z
    .email()
    .max(signInLimits.email)
    .transform((value) => value.toLowerCase()),
  name: z.string().trim().min(1).max(255),
  role: z.enum(userRoles),
  locale: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag like en or de-AT'),
});

export interface CreateUserInput {
  readonly tenant: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly locale: string;
  readonly password: string;
  readonly actor: string;
}

export type PublicUser = Pick<
  typeof users.$inferSelect,
  'id' | 'email' | 'name' | 'role' | 'locale' | 'isActive'
>;

/**
 * Creates a user with a password. Throws HF_INVALID_INPUT, HF_PASSWORD_TOO_WEAK, HF_TENANT_UNKNOWN or
 * HF_ALREADY_EXISTS.
 */
export async function createUser(pool: LandlordPool, input: CreateUserInput): Promise<PublicUser> {
  const parsed = userSchema.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error);
  const tenant = await findTenant(pool, input.tenant);
  const passwordHash = await hashPassword(input.password);
  const user = await withTenant(poolOf(pool, tenant), tenant.schemaName, {}, async ({ tx }) => {
    const [created] = await tx
      .insert(users)
      .values(parsed.data)
      .onConflictDoNothing({ target: users.email })
      .returning();
    if (created === undefined)
      throw new HoldfastError('HF_ALREADY_EXISTS', { details: { email: parsed.data.email } });
    await tx.insert(userCredentials).values({ userId: created.id, passwordHash });
    return created;
  });
  await recordAudit(pool, {
    actor: input.actor,
    action: 'user.create',
    tenantId: tenant.id,
    details: { userId: user.id, role: user.role },
  });
  const { id, email, name, role, locale, isActive } = user;
  return { id, email, name, role, locale, isActive };
}
