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

/** An agent action: a mutator's name, and its arguments as a function of the ids of the rows that it creates. */
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

/** Journal records and database writes that belong to the same transaction as the actions. */
export interface TransactionExtras {
  readonly records?: readonly JournalRecord[];
  readonly write?: (tx: ReplicaTransaction) => Promise<void>;
}

export interface MutationRunResult {
  /** One per action, in order. */
  readonly mutations: readonly JournaledMutation[];
  readonly rowIds: readonly number[];
  readonly changes: ChangeSet;
}

/**
 * Rule M1: agent actions become durable in the journal, then visible. The mutators run first, so a refused action is
 * refused at once and not queued. The journal is fsynced while the transaction is open, so nothing is visible before it
 * is on disk. A crash in between leaves the journal ahead; `reconcile` repairs that at the next start. Calls must not
 * overlap.
 * @throws HF_JOURNAL_FULL, HF_JOURNAL_FAILED, HF_IDS_EXHAUSTED, or the code with which a mutator refuses
 */
export async function runMutations(
  environment: MutationEnvironment,
  actions: readonly Action[],
  companions: TransactionExtras = {},
): Promise<MutationRunResult> {
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

/** Every mutator changes rows of its conversation and of the list that shows it, or reference data that it reads. */
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
