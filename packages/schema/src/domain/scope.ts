/**
 * The part of a conversation that a replica holds.
 * - `mine`: the whole conversation within its window (rule S1).
 * - `queue`: its header only, because it is unassigned (rule S2).
 * - `header`: its header only for now; it is assigned to the agent and the rest is still to come (rule D4).
 */
export const heldScopes = ['mine', 'queue', 'header'] as const;
/** One of {@link heldScopes}. */
export type HeldScope = (typeof heldScopes)[number];

/** Number of newest messages that enter a replica with a conversation (rule S1). Older ones are fetched on request. */
export const windowSize = 500;

/** Minimum window, in messages, that a replica can request to save space (rule S1). */
export const minWindowSize = 50;

/** Maximum window, in messages, that a replica can request (rule S1). */
export const maxWindowSize = 50_000;
