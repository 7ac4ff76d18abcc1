import { isMutatorName, mutators, prepareMutation } from './registry.ts';

/**
 * A queued mutation in the words of today's mutators (see Versions in docs/sync-protocol.md).
 * @param mutation as it was queued, whenever that was
 * @returns itself when it is of today's version, or of one that this build cannot read: that one is kept as it is
 */
export function upgradeMutation<
  Queued extends {
    readonly name: string;
    readonly version: number;
    readonly args: Readonly<Record<string, unknown>>;
  },
>(mutation: Queued): Queued {
  const { name, version } = mutation;
  if (!isMutatorName(name) || mutators[name].version <= version) return mutation;
  try {
    const upgraded = prepareMutation(mutation);
    return { ...mutation, version: upgraded.version, args: upgraded.args };
  } catch {
    return mutation;
  }
}
