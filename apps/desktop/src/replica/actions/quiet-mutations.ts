/**
 * What the app queues by itself beside what the agent did. It travels like everything else, but nobody waits for
 * it and nobody has to decide about it, so the screens neither count nor list it.
 */
const quietMutations: readonly string[] = ['markRead', 'useCannedResponse'];

/** For a `where` over the outbox. */
export const isSpokenOf = `name not in (${quietMutations.map((name) => `'${name}'`).join(', ')})`;

/** So many of these are the agent's own doing. */
export function countSpokenOf(mutations: readonly { readonly name: string }[]): number {
  return mutations.filter(({ name }) => !quietMutations.includes(name)).length;
}
