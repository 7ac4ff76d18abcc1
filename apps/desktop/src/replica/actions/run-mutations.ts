import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { AnyMutator } from '@holdfast/schema/mutators/mutator';
import { mutators, prepareMutation } from '@holdfast/schema/mutators/registry';
import type { MutatorArgs, MutatorName, PreparedMutation } from '@holdfast/schema/mutators/registry';
import { outbox } from '@holdfast/schema/replica/outbox';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import { writeAsAgent } from '../apply/writer.ts';
import type { ReplicaDatabase, ReplicaTransaction } from '../database/replica-database.ts';
import type { Journal } from '../journal/journal-file.ts';
import type { JournaledMutation, JournalRecord } from '../journal/journal-records.ts';
import { nextRowIds } from '../journal/journal-state.ts';
import { conversationKey, tableKey } from '../live/change-set.ts';
import type { ChangeKey, ChangeSet } from '../live/change-set.ts';

/** What the agent does: a mutator's name and its arguments, given the ids for the rows that it makes. */
export interface Action<Name extends MutatorName = MutatorName> {
  readonly name: Name;
  readonly newIds: number;
  args(ids: readonly number[]): MutatorArgs<Name>;
}

export interface MutationEnvironment {
  readonly database: ReplicaDatabase;
  readonly journal: Journal;
  readonly userId: number;
  readonly now: () => Date;
  readonly uuid: () => string;
}

/** What becomes durable and visible together with the actions. */
export interface Companions {
  readonly records?: readonly JournalRecord[];
  readonly write?: (tx: ReplicaTransaction) => Promise<void>;
}

export interface MutationOutcome {
  /** One per action, in order. */
  readonly mutations: readonly JournaledMutation[];
  readonly rowIds: readonly number[];
  readonly changes: ChangeSet;
}

/**
 * Rule M1: what the agent did becomes durable in the journal, then visible. The mutators run first, so that what they
 * refuse is refused on the spot and never queued; the journal is fsynced while the transaction is still open, so that
 * nothing is ever seen that is not on disk. A crash in between leaves the journal ahead; opening makes up for it.
 * The caller lets only one of these run at a time.
 * @throws HF_JOURNAL_FULL, HF_JOURNAL_FAILED, HF_IDS_EXHAUSTED, or the code with which a mutator refuses
 */
export async function runMutations(
  environment: MutationEnvironment,
  actions: readonly Action[],
  companions: Companions = {},
): Promise<MutationOutcome> {
  const { database, journal, userId } = environment;
  const rowIds = takeRowIds(
    journal,
    actions.reduce((sum, action) => sum + action.newIds, 0),
  );
  const composedAt = environment.now().toISOString();
  const prepared = prepareActions(actions, rowIds);
  const mutations = prepared.map(({ name, version, args }, index) => ({
    id: journal.state.nextMutationId + index,
    uuid: environment.uuid(),
    name,
    version,
    args,
    composedAt,
  }));
  await database.drizzle.transaction(async (tx) => {
    await writeAsAgent(tx);
    for (const mutation of prepared) await mutation.run(tx, { now: composedAt, composedAt, userId });
    for (const [index, mutation] of mutations.entries()) {
      await insertIntoOutbox(tx, mutation, prepared[index]?.conversationId ?? null);
    }
    await companions.write?.(tx);
    await journal.append([
      ...mutations.map((mutation, index) => recordOf(mutation, prepared[index]?.newIds ?? [])),
      ...(companions.records ?? []),
    ]);
  });
  return { mutations, rowIds, changes: changesOf(prepared) };
}

export async function insertIntoOutbox(
  tx: ReplicaTransaction,
  mutation: JournaledMutation,
  conversationId: number | null,
): Promise<void> {
  const { id: mutationId, uuid, name, version, args, composedAt } = mutation;
  await tx.insert(outbox).values({ mutationId, uuid, name, version, args, composedAt, conversationId });
}

function takeRowIds(journal: Journal, count: number): readonly number[] {
  const ids = nextRowIds(journal.state, count);
  if (ids === undefined) throw new HoldfastError('HF_IDS_EXHAUSTED');
  return ids;
}

function prepareActions(actions: readonly Action[], rowIds: readonly number[]): readonly PreparedMutation[] {
  let used = 0;
  return actions.map((action) => {
    const ids = rowIds.slice(used, used + action.newIds);
    used += action.newIds;
    return prepareMutation({
      name: action.name,
      version: mutators[action.name].version,
      args: action.args(ids),
    });
  });
}

function recordOf(mutation: JournaledMutation, takenIds: readonly number[]): JournalRecord {
  return { type: 'mutation', mutation, takenIds: [...takenIds] };
}

/** A mutator changes rows of its conversation and of the list that shows it, or else reference data that it reads. */
function changesOf(prepared: readonly PreparedMutation[]): ChangeSet {
  return new Set<ChangeKey>(
    prepared.flatMap(({ name, conversationId }) =>
      conversationId === null
        ? ['outbox', ...readsOf(name).map(tableKey)]
        : ['outbox', tableKey('conversations'), conversationKey(conversationId)],
    ),
  );
}

function readsOf(name: MutatorName): readonly SyncedTableName[] {
  const mutator: AnyMutator = mutators[name];
  return mutator.reads ?? [];
}
