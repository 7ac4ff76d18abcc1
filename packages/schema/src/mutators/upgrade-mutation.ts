import { isMutatorName, mutators, prepareMutation } from './registry.ts';

/**
 * Upgrades a queued mutation to the current version of its mutator (see Versions in docs/sync-protocol.md).
 * @param mutation as it was queued by this or an earlier build
 * @returns the upgraded mutation; `mutation` itself if it is current or this build cannot read it
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
