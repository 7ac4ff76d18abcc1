/**
 * How much of a conversation a replica holds: all of it (`mine`, rule S1); its header only, because it waits for somebody
 * (`queue`, rule S2); or its header only so far, because it is the agent's and the rest is still to come (`header`, rule D4).
 */
export const heldScopes = ['mine', 'queue', 'header'] as const;
/** One of {@link heldScopes}. */
export type HeldScope = (typeof heldScopes)[number];

/** Messages of a conversation that enter a replica with it (rule S1); older ones are fetched on demand. */
export const windowSize = 500;

/** Messages of one conversation that a replica short of room may ask to hold instead (rule S1). */
export const minWindowSize = 50;

/** Messages of one conversation that a replica may ask to hold at most (rule S1). */
export const maxWindowSize = 50_000;
