/** Roles of a tenant's users. Each role has all rights of the roles before it. */
export const userRoles = ['agent', 'supervisor', 'admin'] as const;
/** One of {@link userRoles}. */
export type UserRole = (typeof userRoles)[number];
