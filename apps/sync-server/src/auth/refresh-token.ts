import { createHash, randomBytes } from 'node:crypto';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { tenantSlugPattern } from '@holdfast/schema/landlord/tenant-slug';

const pattern = new RegExp(`^(${tenantSlugPattern})\\.[A-Za-z0-9_-]{43}$`);

/** Returns `<tenant slug>.<256 random bits>`. The slug names the schema in which the token's hash is stored. */
export function createRefreshToken(tenantSlug: string): string {
  return `${tenantSlug}.${randomBytes(32).toString('base64url')}`;
}

/** Returns the tenant slug; throws HF_REFRESH_TOKEN_INVALID. */
export function tenantOfRefreshToken(token: string): string {
  const slug = pattern.exec(token)?.[1];
  if (slug === undefined) throw new HoldfastError('HF_REFRESH_TOKEN_INVALID');
  return slug;
}

/** SHA-256 in hex; only this is stored. A fast hash is enough for 256 random bits. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
