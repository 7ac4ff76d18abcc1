import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { tenantSlugPattern } from '@holdfast/schema/landlord/tenant-slug';

const slugPattern = new RegExp(`^${tenantSlugPattern}$`);
const schemaPattern = new RegExp(`^tenant_${tenantSlugPattern}$`);

export function isTenantSlug(value: string): boolean {
  return slugPattern.test(value);
}

/**
 * Returns a valid slug; throws HF_INVALID_INPUT for any other text. Slugs become parts of schema names, role names and
 * URLs, so they must need no quoting there.
 */
export function parseTenantSlug(value: string): string {
  if (!isTenantSlug(value)) {
    throw new HoldfastError('HF_INVALID_INPUT', {
      details: {
        field: 'tenant',
        expected: 'a lower-case letter, then up to 40 letters, digits or underscores',
      },
    });
  }
  return value;
}

export function tenantSchemaName(slug: string): string {
  return `tenant_${parseTenantSlug(slug)}`;
}

/** Throws HF_INTERNAL for a name that must not be put into SQL text. */
export function assertTenantSchemaName(schemaName: string): void {
  if (!schemaPattern.test(schemaName)) {
    throw new HoldfastError('HF_INTERNAL', { details: { reason: 'not a tenant schema', schemaName } });
  }
}
