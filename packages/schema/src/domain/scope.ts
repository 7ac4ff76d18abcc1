/** How much of a conversation a replica holds: all of it (rule S1), or its header only (rule S2). */
export const heldScopes = ['mine', 'queue'] as const;
/** One of {@link heldScopes}. */
export type HeldScope = (typeof heldScopes)[number];

/** Messages of a conversation that enter a replica with it (rule S1); older ones are fetched on demand. */
export const windowSize = 500;
