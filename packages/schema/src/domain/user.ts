/** What a user of a tenant may do; each role may do all that the ones before it may. */
export const userRoles = ['agent', 'supervisor', 'admin'] as const;
/** One of {@link userRoles}. */
export type UserRole = (typeof userRoles)[number];
