/** What the server did with a mutation: its effects are there, or it had none and says why. */
export const mutationOutcomes = ['applied', 'refused'] as const;
/** One of {@link mutationOutcomes}. */
export type MutationOutcome = (typeof mutationOutcomes)[number];
