import { mutatorNames, mutators } from '@holdfast/schema/mutators/registry';

/**
 * Mutations that the app queues without an agent action. They are sent like all others, but the agent need not wait for
 * them or handle their refusal, so screens neither count nor list them.
 */
const quietMutations: readonly string[] = mutatorNames.filter((name) => mutators[name].isQuiet);

/** A condition for a `where` on the outbox. */
export const isVisibleMutationSql = `name not in (${quietMutations.map((name) => `'${name}'`).join(', ')})`;

/** Returns how many of these mutations are agent actions. */
export function countVisibleMutations(mutations: readonly { readonly name: string }[]): number {
  return mutations.filter(({ name }) => !quietMutations.includes(name)).length;
}
