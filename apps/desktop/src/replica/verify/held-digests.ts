import { digestConversations } from '@holdfast/schema/digest/digest-conversations';
import { digestTables } from '@holdfast/schema/digest/digest-tables';
import { replicaState } from '@holdfast/schema/replica/replica-state';
import type { ConversationDigest, ReportDigests, Verify } from '@holdfast/schema/protocol/digest';
import { digestLimit } from '@holdfast/schema/protocol/digest';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import type { SerialQueue } from '../replica/serial-queue.ts';
import { isIndexed } from './is-indexed.ts';
import { readHeldOf } from './read-held.ts';
import { readServerState } from './read-server-state.ts';
import { hasOrphanRows, removeOrphanRows } from './remove-orphan-rows.ts';

/** One part of the digests that the replica reports when the server requests them. */
export type DigestReportBody = Omit<ReportDigests, 'sessionId' | 'oldestPendingMutationId'>;

/** Number of conversations per read. The agent's queries wait for at most one read. */
const batchSize = 50;
/** Without indexes each read scans whole tables: few large reads take less time than many small ones. */
const batchSizeWithoutIndexes = 1000;

/** Computes digests of the held server rows (rules V1, E4). */
export class HeldDigests {
  readonly #database: ReplicaDatabase;
  /** The queue of deltas. Agents can act between two reads: each read undoes the optimistic effects. */
  readonly #writes: SerialQueue;

  constructor(database: ReplicaDatabase, writes: SerialQueue) {
    this.#database = database;
    this.#writes = writes;
  }

  /** Digests of everything held, in parts. No delta must be applied until the last part. */
  async *all(): AsyncGenerator<DigestReportBody, void, void> {
    if (await hasOrphanRows(this.#database)) await this.#writes.run(() => removeOrphanRows(this.#database));
    const { held, tables } = await this.#read(async (run) => ({
      held: await readHeldOf(run, null),
      tables: [...(await digestTables(run, null))],
    }));
    const size = (await isIndexed(this.#database)) ? batchSize : batchSizeWithoutIndexes;
    let conversations: ConversationDigest[] = [];
    for (let start = 0; start < held.length; start += size) {
      const some = held.slice(start, start + size);
      conversations.push(...(await this.#read((run) => digestConversations(run, some))));
      // PGlite does not yield to the event loop: let requests of windows run.
      await new Promise((resolve) => setImmediate(resolve));
      if (conversations.length + size <= digestLimit) continue;
      yield { conversations, tables: [], isLast: false };
      conversations = [];
    }
    yield { conversations, tables, isLast: true };
  }

  /** Digests of those of the conversations that are held, and the cursor they belong to; null without a cursor. */
  async of(conversationIds: readonly number[]): Promise<Omit<Verify, 'sessionId'> | null> {
    return await this.#writes.run(async () => {
      const [state] = await this.#database.drizzle.select().from(replicaState);
      const cursor = state?.cursor ?? null;
      if (cursor === null) return null;
      const conversations = await readServerState(this.#database, async (run) =>
        digestConversations(run, await readHeldOf(run, conversationIds)),
      );
      return { cursor, conversations: [...conversations] };
    });
  }

  #read<Result>(read: Parameters<typeof readServerState<Result>>[1]): Promise<Result> {
    return this.#writes.run(() => readServerState(this.#database, read));
  }
}
