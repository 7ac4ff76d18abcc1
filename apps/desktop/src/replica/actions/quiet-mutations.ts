import { mutatorNames, mutators } from '@holdfast/schema/mutators/registry';

/**
 * Mutations that the app queues by itself beside what the agent did. They travel like all others, but the agent waits
 * for none of them and decides about none of them, so the screens neither count nor list them.
 */
const quietMutations: readonly string[] = mutatorNames.filter((name) => mutators[name].isQuiet);

/** A condition for a `where` on the outbox. */
export const isVisibleMutationSql = `name not in (${quietMutations.map((name) => `'${name}'`).join(', ')})`;

/** Number of mutations that the agent made, the quiet ones left out. */
export function countVisibleMutations(mutations: readonly { readonly name: string }[]): number {
  return mutations.filter(({ name }) => !quietMutations.includes(name)).length;
}
