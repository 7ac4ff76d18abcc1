import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

const slugPattern = /^[a-z][a-z0-9_]{0,40}$/;
const schemaPattern = /^tenant_[a-z][a-z0-9_]{0,40}$/;

/** Slugs become names of schemas, roles and address parts: refused unless they need no quoting in any of them. */
export function parseTenantSlug(value: string): string {
  if (!slugPattern.test(value)) {
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
