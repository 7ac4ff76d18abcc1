/** What a tenant's slug looks like, for regular expressions of JavaScript and Postgres. */
export const tenantSlugPattern = '[a-z][a-z0-9_]{0,40}';
