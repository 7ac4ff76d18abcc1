import { refreshTokens } from '@holdfast/schema/tables/refresh-tokens';

import type { TenantDatabase } from '../db/with-tenant.ts';
import { createRefreshToken, hashRefreshToken } from './refresh-token.ts';

export interface RefreshTokenInput {
  readonly tenantSlug: string;
  readonly deviceId: number;
  /** UUID that is shared by all tokens of one sign-in. */
  readonly family: string;
  readonly now: Date;
  readonly lifetimeDays: number;
}

export interface IssuedRefreshToken {
  readonly id: number;
  /** Returned only here: the database stores its hash. */
  readonly token: string;
}

export async function issueRefreshToken(
  tx: TenantDatabase,
  input: RefreshTokenInput,
): Promise<IssuedRefreshToken> {
  const token = createRefreshToken(input.tenantSlug);
  const expiresAt = new Date(input.now.getTime() + input.lifetimeDays * 24 * 60 * 60_000);
  const [row] = await tx
    .insert(refreshTokens)
    .values({
      deviceId: input.deviceId,
      tokenHash: hashRefreshToken(token),
      family: input.family,
      createdAt: input.now.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })
    .returning({ id: refreshTokens.id });
  if (row === undefined) throw new Error('INSERT … RETURNING returned no row');
  return { id: row.id, token };
}
