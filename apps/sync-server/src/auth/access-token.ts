import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { userRoles } from '@holdfast/schema/domain/user';
import { SignJWT, errors, jwtVerify } from 'jose';
import { z } from 'zod';

const lifetimeMinutes = 10;
const issuer = 'holdfast';
const audience = 'holdfast-device';

const claimsSchema = z.object({
  tenant: z.string(),
  sub: z.coerce.number().int().positive(),
  device: z.number().int().positive(),
  role: z.enum(userRoles),
});

export interface AccessClaims {
  readonly tenant: string;
  readonly userId: number;
  readonly deviceId: number;
  readonly role: (typeof userRoles)[number];
}

export interface IssuedAccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

export async function issueAccessToken(
  key: Uint8Array,
  claims: AccessClaims,
  now: Date,
): Promise<IssuedAccessToken> {
  const expiresAt = new Date(now.getTime() + lifetimeMinutes * 60_000);
  const token = await new SignJWT({ tenant: claims.tenant, device: claims.deviceId, role: claims.role })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(String(claims.userId))
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(key);
  return { token, expiresAt };
}

/** Throws HF_ACCESS_TOKEN_EXPIRED or HF_ACCESS_TOKEN_INVALID. */
export async function verifyAccessToken(key: Uint8Array, token: string, now: Date): Promise<AccessClaims> {
  try {
    const options = { issuer, audience, algorithms: ['HS256'], currentDate: now };
    const { payload } = await jwtVerify(token, key, options);
    const { tenant, sub, device, role } = claimsSchema.parse(payload);
    return { tenant, userId: sub, deviceId: device, role };
  } catch (error) {
    const expired = error instanceof errors.JWTExpired;
    throw new HoldfastError(expired ? 'HF_ACCESS_TOKEN_EXPIRED' : 'HF_ACCESS_TOKEN_INVALID', {
      cause: error,
    });
  }
}
