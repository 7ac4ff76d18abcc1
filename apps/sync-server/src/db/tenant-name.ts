import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { tenantSlugPattern } from '@holdfast/schema/landlord/tenant-slug';

const slugPattern = new RegExp(`^${tenantSlugPattern}$`);
const schemaPattern = new RegExp(`^tenant_${tenantSlugPattern}$`);

export function isTenantSlug(value: string): boolean {
  return slugPattern.test(value);
}

/** Slugs become names of schemas, roles and address parts: refused unless they need no quoting in any of them. */
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

/** The last check before a schema name is put into SQL text. */
export function assertTenantSchemaName(schemaName: string): void {
  if (!schemaPattern.test(schemaName)) {
    throw new HoldfastError('HF_INTERNAL', { details: { reason: 'not a tenant schema', schemaName } });
  }
}
