import { prepareMutation } from '@holdfast/schema/mutators/registry';
import { outbox } from '@holdfast/schema/replica/outbox';
import { replicaState } from '@holdfast/schema/replica/replica-state';
import { undoOptimistic, rerunPending } from '../apply/optimistic.ts';
import type { ReplicaDatabase, ReplicaTransaction } from '../database/replica-database.ts';
import type { Journal } from '../journal/journal-file.ts';
import type { JournaledMutation, JournalRecord } from '../journal/journal-records.ts';
import type { JournalState } from '../journal/journal-state.ts';
import { insertIntoOutbox } from './run-mutations.ts';

/**
 * Makes journal and database agree after a start. A crash can leave either ahead of the other: the journal with a
 * mutation that was not yet run, the database with a result that was not yet journaled; a power cut or a rebuilt
 * database can leave the database behind by any amount. The journal decides which mutations there are, except for
 * those whose results the database holds.
 */
export async function reconcile(database: ReplicaDatabase, journal: Journal, userId: number): Promise<void> {
  await journalResults(database, journal);
  await database.drizzle.transaction(async (tx) => {
    if (await agrees(tx, journal.state)) return;
    await undoOptimistic(tx);
    await tx.delete(outbox);
    for (const mutation of journal.state.pending)
      await insertIntoOutbox(tx, mutation, conversationOf(mutation));
    for (const { mutation, code } of journal.state.refused) {
      const { id: mutationId, ...rest } = mutation;
      const conversationId = conversationOf(mutation);
      await tx.insert(outbox).values({ ...rest, mutationId, conversationId, state: 'refused', code });
    }
    await rerunPending(tx, userId);
  });
}

/** The conversation that a mutation is about; null also for one that this build cannot read any more. */
export function conversationOf(mutation: JournaledMutation): number | null {
  try {
    return prepareMutation(mutation).conversationId;
  } catch {
    return null;
  }
}

async function journalResults(database: ReplicaDatabase, journal: Journal): Promise<void> {
  const rows = await database.drizzle.select().from(outbox);
  const refusals = new Map(
    rows.filter(({ state }) => state === 'refused').map((row) => [row.uuid, row.code]),
  );
  const [state] = await database.drizzle.select().from(replicaState);
  const settledThrough = state?.settledThrough ?? 0;
  const settled = journal.state.pending.filter(({ id }) => id <= settledThrough);
  if (settled.length === 0) return;
  const refused = settled.flatMap((mutation): readonly JournalRecord[] => {
    const code = refusals.get(mutation.uuid);
    return code == null ? [] : [{ type: 'refused', mutation, code }];
  });
  await journal.append([...refused, { type: 'settled', through: settledThrough }]);
}

async function agrees(tx: ReplicaTransaction, journal: JournalState): Promise<boolean> {
  const rows = await tx.select().from(outbox);
  const inDatabase = rows.map(({ mutationId, uuid, state }) => `${mutationId} ${uuid} ${state}`);
  const inJournal = [
    ...journal.pending.map(({ id, uuid }) => `${id} ${uuid} queued`),
    ...journal.refused.map(({ mutation: { id, uuid } }) => `${id} ${uuid} refused`),
  ];
  return inDatabase.sort().join('\n') === inJournal.sort().join('\n');
}
