import { createHash, randomBytes } from 'node:crypto';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { tenantSlugPattern } from '@holdfast/schema/landlord/tenant-slug';

const pattern = new RegExp(`^(${tenantSlugPattern})\\.[A-Za-z0-9_-]{43}$`);

/** 256 random bits. The tenant stands before them, because only its schema knows the token. */
export function createRefreshToken(tenantSlug: string): string {
  return `${tenantSlug}.${randomBytes(32).toString('base64url')}`;
}

export function tenantOfRefreshToken(token: string): string {
  const slug = pattern.exec(token)?.[1];
  if (slug === undefined) throw new HoldfastError('HF_REFRESH_TOKEN_INVALID');
  return slug;
}

/** What is stored. A plain hash is enough for 256 random bits: there is nothing to guess. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
