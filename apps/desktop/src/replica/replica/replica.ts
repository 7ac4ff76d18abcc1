import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import type { IdBlock } from '@holdfast/schema/ids/id-block';
import { idBlockSize } from '@holdfast/schema/ids/id-block';
import type { Delta } from '@holdfast/schema/protocol/delta';
import type { Hello } from '@holdfast/schema/protocol/hello';
import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import type { Mutation } from '@holdfast/schema/protocol/push';
import { upgradeMutation } from '@holdfast/schema/mutators/upgrade-mutation';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';
import type { DeferredIndex } from '@holdfast/schema/replica/deferred-indexes';
import { replicaState } from '@holdfast/schema/replica/replica-state';
import { applyDeltas } from '../apply/apply-delta.ts';
import type { ConversationArrival } from '../apply/arrivals.ts';
import { awaitPidLock } from '../database/await-pid-lock.ts';
import { buildIndex, missingIndexes } from '../database/deferred-indexes.ts';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { markDamaged } from '../database/replica-directory.ts';
import type { Template } from '../database/replica-directory.ts';
import { toDiskFullError } from '../database/storage-fault.ts';
import type { Journal } from '../journal/journal-file.ts';
import type { JournalRecord } from '../journal/journal-records.ts';
import { remainingRowIds } from '../journal/journal-state.ts';
import type { JournalState, RefusedMutation } from '../journal/journal-state.ts';
import { ActivityMonitor } from '../idle/activity.ts';
import { IdleScheduler } from '../idle/idle-scheduler.ts';
import type { ChangeSet } from '../live/change-set.ts';
import { Maintenance } from '../idle/maintenance.ts';
import { findRefused } from '../actions/outbox-actions.ts';
import { reconcile } from '../actions/reconcile.ts';
import { runMutations } from '../actions/run-mutations.ts';
import type { Action, TransactionExtras, MutationRunResult } from '../actions/run-mutations.ts';
import { indexMessages, readUnindexed } from '../search/index-messages.ts';
import type { UnindexedConversation } from '../search/index-messages.ts';
import { SerialQueue } from './serial-queue.ts';
import type { SyncTarget } from '../sync/sync-target.ts';
import { ReplicaVerification } from '../verify/replica-verification.ts';
import { accountStorage } from '../account/account-storage.ts';
import type { AccountStorage } from '../account/account-storage.ts';
import { DraftStore } from '../drafts/draft-store.ts';
import { firstSyncProgressAfter, readFirstSyncProgress } from './first-sync-progress.ts';
import type { FirstSyncProgress } from './first-sync-progress.ts';
import { nothingHeld, readHeldInHello } from './held-in-hello.ts';
import { staleCursor } from './stale-cursor.ts';
import type { AccountPaths } from '../account/account-files.ts';

export interface ReplicaOptions {
  readonly paths: AccountPaths;
  readonly template: Template;
  readonly userId: number;
  readonly deviceId: number;
  readonly lockTimeoutMs: number;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly storage?: AccountStorage;
  readonly onChanges: (changes: ChangeSet) => void;
  readonly onArrivals: (arrivals: readonly ConversationArrival[]) => void;
}

const idWaitTimeoutMs = 3000;

/** Damage that was found and repaired when the replica was opened. */
export interface OpeningReport {
  readonly journalDamage: Journal['damage'];
  readonly rebuilt: { readonly directory: string; readonly cause: unknown } | null;
}

/** The open replica of one account: its database, its journal and its drafts, under its lock. */
export class Replica implements SyncTarget {
  readonly database: ReplicaDatabase;
  readonly journal: Journal;
  readonly drafts: DraftStore;
  readonly report: OpeningReport;
  readonly userId: number;
  readonly verification: ReplicaVerification;
  readonly activity = new ActivityMonitor();
  readonly idle = new IdleScheduler(this.activity);
  readonly maintenance: Maintenance;
  readonly #options: ReplicaOptions;
  readonly #unlock: () => Promise<void>;
  /** Runs writes to journal and database one after the other: deltas and agent actions. */
  readonly #writes = new SerialQueue();
  readonly #waitingForIds: (() => void)[] = [];
  #firstSync: FirstSyncProgress | null = null;

  /** @throws HF_REPLICA_IN_USE, HF_JOURNAL_FAILED, HF_JOURNAL_UNKNOWN */
  static async open(options: ReplicaOptions): Promise<Replica> {
    const { paths, template, userId, deviceId, storage = accountStorage } = options;
    const unlock = await awaitPidLock(paths.lock, options.lockTimeoutMs);
    try {
      const journal = await storage.openJournal(paths.journal);
      if (journal.state.deviceId !== deviceId) await journal.append([{ type: 'device', deviceId }]);
      const { database, quarantined: setAside } = await storage.openDatabase(
        paths.database,
        template,
        async (opened) => {
          await claimDatabase(opened, userId, deviceId);
          await reconcile(opened, journal, userId);
        },
      );
      const report = { journalDamage: journal.damage, rebuilt: setAside };
      const account = new Replica({ options, unlock, journal, database, report });
      account.#firstSync = await readFirstSyncProgress(database);
      return account;
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  private constructor(parts: {
    readonly options: ReplicaOptions;
    readonly unlock: () => Promise<void>;
    readonly journal: Journal;
    readonly database: ReplicaDatabase;
    readonly report: OpeningReport;
  }) {
    this.#options = parts.options;
    this.#unlock = parts.unlock;
    this.journal = parts.journal;
    this.database = parts.database;
    this.report = parts.report;
    this.userId = parts.options.userId;
    this.drafts = new DraftStore(parts.journal);
    this.maintenance = new Maintenance({
      database: parts.database,
      writes: this.#writes,
      activity: this.activity,
    });
    this.verification = new ReplicaVerification({
      database: parts.database,
      writes: this.#writes,
      evidenceDirectory: join(parts.options.paths.directory, 'evidence'),
      now: parts.options.now,
    });
  }

  /** Null when all of the agent's conversations have arrived. */
  get firstSync(): FirstSyncProgress | null {
    return this.#firstSync;
  }

  /** Runs agent actions; see `runMutations`. On a new device it waits up to 3 s for the first id block. */
  async act(actions: readonly Action[], companions?: TransactionExtras): Promise<MutationRunResult> {
    const newIds = actions.reduce((sum, action) => sum + action.newIds, 0);
    if (remainingRowIds(this.journal.state) < newIds) await this.#idsOrTimeout();
    const { userId, now, uuid, onChanges } = this.#options;
    const { database, journal } = this;
    const outcome = await this.#write(() =>
      runMutations({ database, journal, userId, now, uuid }, actions, companions),
    );
    onChanges(outcome.changes);
    return outcome;
  }

  /** Appends journal records and makes their database writes, without a mutation. */
  async note(records: readonly JournalRecord[], write: TransactionExtras['write']): Promise<void> {
    await this.#write(() =>
      this.database.drizzle.transaction(async (tx) => {
        await write?.(tx);
        await this.journal.append(records);
      }),
    );
    this.#options.onChanges(new Set(['outbox', 'drafts', 'everything']));
  }

  /** The database is quarantined and rebuilt the next time it is opened. */
  async markDamaged(): Promise<void> {
    await markDamaged(this.#options.paths.database);
  }

  missingIndexes(): Promise<readonly DeferredIndex[]> {
    return missingIndexes(this.database);
  }

  /** Waits for the running writes; later writes wait for it. */
  async buildIndex(index: DeferredIndex): Promise<void> {
    await this.#writes.run(() => buildIndex(this.database, index));
  }

  unindexed(limit: number): Promise<readonly UnindexedConversation[]> {
    return readUnindexed(this.database, limit);
  }

  /** Waits for the running writes; later writes wait for it. */
  indexMessages(conversationIds: readonly number[], size: number): Promise<boolean> {
    return this.#writes.run(() => indexMessages(this.database, conversationIds, size));
  }

  async close(): Promise<void> {
    await this.drafts.flush();
    await this.#writes.idle();
    await this.database.close();
    await this.journal.close();
    await this.#unlock();
  }

  hello(): Promise<Hello> {
    // Queued behind running commits, so that the hello has their cursor.
    return this.#writes.run(async () => {
      const [state] = await this.database.drizzle.select().from(replicaState);
      const cursor = state?.cursor ?? null;
      return {
        protocolVersion,
        schemaHash: schemaHash(),
        cursor,
        oldestPendingMutationId: this.journal.state.pending[0]?.id ?? null,
        ...(cursor === null ? nothingHeld : await readHeldInHello(this.database)),
      };
    });
  }

  apply(deltas: readonly Delta[]): Promise<boolean> {
    return this.#write(async () => {
      const outcome = await this.verification.repairing(() =>
        applyDeltas(this.database, deltas, this.userId),
      );
      if (outcome.type === 'mismatch') return false;
      if (outcome.changes.has('session')) await this.#follow(deltas);
      if (deltas.some(({ results }) => results.length > 0))
        await this.#journalResults(outcome.settledThrough, outcome.refused);
      this.#options.onChanges(outcome.changes);
      if (outcome.arrivals.length > 0) this.#options.onArrivals(outcome.arrivals);
      return true;
    });
  }

  async #follow(deltas: readonly Delta[]): Promise<void> {
    const progress = firstSyncProgressAfter(this.#firstSync, deltas);
    this.#firstSync = progress === undefined ? await readFirstSyncProgress(this.database) : progress;
  }

  /** The mutations that the server has not settled, in order, as the agent acted. */
  get queue(): Pick<JournalState, 'pending' | 'refused'> {
    return this.journal.state;
  }

  /** @throws HF_NOT_FOUND */
  refusedMutation(mutationId: number): RefusedMutation {
    return findRefused(this.journal.state, mutationId);
  }

  pending(): readonly Mutation[] {
    return this.journal.state.pending.map(upgradeMutation);
  }

  async learnLastMutationId(lastMutationId: number): Promise<void> {
    await this.#writes.run(async () => {
      const { pending, nextMutationId } = this.journal.state;
      if (pending.length > 0 || nextMutationId > lastMutationId) return;
      await this.journal.append([{ type: 'settled', through: lastMutationId }]);
    });
  }

  async renumber({ from, startingAt }: { from: number; startingAt: number }): Promise<void> {
    await this.#writes.run(async () => {
      await this.journal.append([{ type: 'renumbered', from, startingAt }]);
      await this.database.drizzle
        .update(replicaState)
        .set({ settledThrough: sql`least(settled_through, ${startingAt - 1}::bigint)` });
      await reconcile(this.database, this.journal, this.userId);
    });
    this.#options.onChanges(new Set(['everything']));
  }

  needsIds(): boolean {
    return remainingRowIds(this.journal.state) < idBlockSize / 2;
  }

  async addIds({ firstId, size }: IdBlock): Promise<void> {
    await this.journal.append([{ type: 'idBlock', block: { next: firstId, last: firstId + size - 1 } }]);
    for (const wake of this.#waitingForIds.splice(0)) wake();
  }

  #idsOrTimeout(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, idWaitTimeoutMs);
      this.#waitingForIds.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Runs writes one after the other. A full disk has one error code, for the journal and the database. */
  async #write<Result>(task: () => Promise<Result>): Promise<Result> {
    this.activity.notice();
    try {
      return await this.#writes.run(task);
    } catch (error) {
      throw toDiskFullError(error);
    }
  }

  async #journalResults(
    settledThrough: number,
    refused: readonly { mutationId: number; uuid: string; code: string | null }[],
  ) {
    const records = refused.flatMap(({ mutationId, uuid, code }): readonly JournalRecord[] => {
      const mutation = this.journal.state.pending.find(
        (pending) => pending.id === mutationId && pending.uuid === uuid,
      );
      return mutation === undefined ? [] : [{ type: 'refused', mutation, code: code ?? 'HF_INTERNAL' }];
    });
    await this.journal.append([...records, { type: 'settled', through: settledThrough }]);
  }
}

/** A database with another schema keeps its rows, and everything is compared with the server by digest. */
async function claimDatabase(database: ReplicaDatabase, userId: number, deviceId: number): Promise<void> {
  const hash = schemaHash();
  const [state] = await database.drizzle.select().from(replicaState);
  if (state?.userId === userId && state.deviceId === deviceId && state.schemaHash === hash) return;
  const hadOtherTables = state?.schemaHash !== hash && state?.schemaHash !== null;
  const cursor = state?.cursor ?? null;
  await database.drizzle
    .update(replicaState)
    .set({
      userId,
      deviceId,
      schemaHash: hash,
      cursor: hadOtherTables && cursor !== null ? staleCursor(cursor) : cursor,
    })
    .where(eq(replicaState.id, true));
}
