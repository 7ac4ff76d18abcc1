import { z } from 'zod';
import { prepareMutation } from '@holdfast/schema/mutators/registry';
import { upgradeMutation } from '@holdfast/schema/mutators/upgrade-mutation';
import { outbox } from '@holdfast/schema/replica/outbox';
import { replicaState } from '@holdfast/schema/replica/replica-state';
import { undoOptimistic, rerunPending } from '../apply/optimistic.ts';
import type { ReplicaDatabase, ReplicaTransaction } from '../database/replica-database.ts';
import type { Journal } from '../journal/journal-file.ts';
import type { JournaledMutation, JournalRecord } from '../journal/journal-records.ts';
import type { JournalState } from '../journal/journal-state.ts';
import { insertIntoOutbox } from './run-mutations.ts';

/**
 * Makes journal and database agree after a start. A crash can leave a mutation in the journal that was not run, or a
 * result in the database that was not journaled. After a power cut or a rebuild the database can be behind by any
 * amount. The journal decides which mutations exist, except for those whose results the database has. Mutations of an
 * older app are upgraded in the outbox; the journal keeps them as they were written.
 */
export async function reconcile(database: ReplicaDatabase, journal: Journal, userId: number): Promise<void> {
  await journalResults(database, journal);
  await database.drizzle.transaction(async (tx) => {
    if (await agrees(tx, journal.state)) return;
    await undoOptimistic(tx);
    await tx.delete(outbox);
    for (const mutation of journal.state.pending)
      await insertIntoOutbox(tx, upgradeMutation(mutation), conversationOf(mutation));
    for (const { mutation, code, details } of journal.state.refused) {
      const { id: mutationId, ...rest } = upgradeMutation(mutation);
      const conversationId = conversationOf(mutation);
      await tx.insert(outbox).values({
        ...rest,
        mutationId,
        conversationId,
        state: 'refused',
        code,
        details: details ?? {},
      });
    }
    await rerunPending(tx, userId);
  });
}

const conversationIdSchema = z.object({ conversationId: z.number() });

/** Returns the conversation of a mutation. If this build cannot read the mutation: the id in its arguments, if any. */
export function conversationOf(mutation: JournaledMutation): number | null {
  try {
    return prepareMutation(mutation).conversationId;
  } catch {
    return conversationIdSchema.safeParse(mutation.args).data?.conversationId ?? null;
  }
}

async function journalResults(database: ReplicaDatabase, journal: Journal): Promise<void> {
  const rows = await database.drizzle.select().from(outbox);
  const refusals = new Map(rows.filter(({ state }) => state === 'refused').map((row) => [row.uuid, row]));
  const [state] = await database.drizzle.select().from(replicaState);
  const settledThrough = state?.settledThrough ?? 0;
  const settled = journal.state.pending.filter(({ id }) => id <= settledThrough);
  if (settled.length === 0) return;
  const refused = settled.flatMap((mutation): readonly JournalRecord[] => {
    const refusal = refusals.get(mutation.uuid);
    if (refusal?.code == null) return [];
    return [{ type: 'refused', mutation, code: refusal.code, details: refusal.details ?? {} }];
  });
  await journal.append([...refused, { type: 'settled', through: settledThrough }]);
}

async function agrees(tx: ReplicaTransaction, journal: JournalState): Promise<boolean> {
  const rows = await tx.select().from(outbox);
  const inDatabase = rows.map(({ mutationId: id, ...row }) => signatureOf({ id, ...row }, row.state));
  const inJournal = [
    ...journal.pending.map((mutation) => signatureOf(upgradeMutation(mutation), 'queued')),
    ...journal.refused.map(({ mutation }) => signatureOf(upgradeMutation(mutation), 'refused')),
  ];
  return inDatabase.sort().join('\n') === inJournal.sort().join('\n');
}

function signatureOf(
  { id, uuid, version }: Pick<JournaledMutation, 'id' | 'uuid' | 'version'>,
  state: 'queued' | 'refused',
): string {
  return `${id} ${uuid} ${version} ${state}`;
}
