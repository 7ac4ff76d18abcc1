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
import { hasStrays, removeStrays } from './remove-strays.ts';

/** A part of what the replica reports when it is asked for digests. */
export type DigestReport = Omit<ReportDigests, 'sessionId' | 'oldestPendingMutationId'>;

/** Conversations in one go: reads of the agent wait no longer than for these. */
const together = 50;
/** Without indexes each go reads whole tables: few of them cost less than many. */
const togetherWithoutIndexes = 1000;

/** What the replica holds, as digests of the server's rows (rules V1, E4). */
export class HeldDigests {
  readonly #database: ReplicaDatabase;
  /** Behind which deltas are applied. Agents act between two goes: what they do is undone in each. */
  readonly #writes: SerialQueue;

  constructor(database: ReplicaDatabase, writes: SerialQueue) {
    this.#database = database;
    this.#writes = writes;
  }

  /** Everything that is held, in parts. Nothing may be applied from the server while it lasts. */
  async *all(): AsyncGenerator<DigestReport, void, void> {
    if (await hasStrays(this.#database)) await this.#writes.run(() => removeStrays(this.#database));
    const { held, tables } = await this.#read(async (run) => ({
      held: await readHeldOf(run, null),
      tables: [...(await digestTables(run, null))],
    }));
    const size = (await isIndexed(this.#database)) ? together : togetherWithoutIndexes;
    let conversations: ConversationDigest[] = [];
    for (let start = 0; start < held.length; start += size) {
      const some = held.slice(start, start + size);
      conversations.push(...(await this.#read((run) => digestConversations(run, some))));
      // PGlite answers without ever leaving this turn of the event loop: let windows be heard.
      await new Promise((resolve) => setImmediate(resolve));
      if (conversations.length + size <= digestLimit) continue;
      yield { conversations, tables: [], isLast: false };
      conversations = [];
    }
    yield { conversations, tables, isLast: true };
  }

  /** These of the conversations that are held, and the cursor at which they are so; null without a cursor. */
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
