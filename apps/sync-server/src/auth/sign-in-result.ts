import type { users } from '@holdfast/schema/tables/users';

import { deriveKey } from '../config/derive-key.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import type { AuthContext } from './auth-context.ts';
import { issueAccessToken } from './access-token.ts';

export type UserRow = typeof users.$inferSelect;

export interface SignInResult {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly refreshToken: string;
  readonly user: Pick<UserRow, 'id' | 'name' | 'email' | 'role' | 'locale'>;
  readonly tenant: Pick<Tenant, 'slug' | 'name'>;
  readonly deviceId: number;
}

export interface SignInResultInput {
  readonly tenant: Tenant;
  readonly user: SignInResult['user'];
  readonly deviceId: number;
  readonly refreshToken: string;
}

/** Creates the response to a sign-in or a token rotation, with a new access token. */
export async function createSignInResult(
  server: AuthContext,
  input: SignInResultInput,
): Promise<SignInResult> {
  const { tenant, user, deviceId, refreshToken } = input;
  const access = await issueAccessToken(
    deriveKey(server.settings.tokenSecret, 'access-token'),
    { tenant: tenant.slug, userId: user.id, deviceId, role: user.role },
    server.clock(),
  );
  return {
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt.toISOString(),
    refreshToken,
    user: { id: user.id, name: user.name, email: user.email, role: user.role, locale: user.locale },
    tenant: { slug: tenant.slug, name: tenant.name },
    deviceId,
  };
}
