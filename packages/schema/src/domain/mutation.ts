/**
 * Result of a mutation: `applied` (its effects were written) or `refused` (no effects, with an error code) (rule M3).
 */
export const mutationOutcomes = ['applied', 'refused'] as const;
/** One of {@link mutationOutcomes}. */
export type MutationOutcome = (typeof mutationOutcomes)[number];
