import type { Verify } from '@holdfast/schema/protocol/digest';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import type { SerialQueue } from '../replica/serial-queue.ts';
import { EvidenceFiles } from './evidence-files.ts';
import { HeldDigests } from './held-digests.ts';
import { isIndexed } from './is-indexed.ts';
import { readHeldIds } from './read-held.ts';
import { isDuplicate, removeOrphanRows } from './remove-orphan-rows.ts';

export interface ReplicaVerificationOptions {
  readonly database: ReplicaDatabase;
  /** The queue of deltas. */
  readonly writes: SerialQueue;
  readonly evidenceDirectory: string;
  readonly now: () => Date;
}

const maxUnindexedConversations = 200;

/** Compares the replica with the server, and stores evidence of mismatches. */
export class ReplicaVerification {
  readonly digests: HeldDigests;
  readonly #options: ReplicaVerificationOptions;
  readonly #evidence: EvidenceFiles;

  constructor(options: ReplicaVerificationOptions) {
    const { database, writes, evidenceDirectory: directory, now } = options;
    this.#options = options;
    this.digests = new HeldDigests(database, writes);
    this.#evidence = new EvidenceFiles({ directory, database, now });
  }

  heldIds(): Promise<readonly number[]> {
    return readHeldIds(this.#options.database);
  }

  /** Before the deferred indexes are built, reading one conversation scans whole tables: acceptable up to 200. */
  async isReady(): Promise<boolean> {
    return (
      (await this.heldIds()).length <= maxUnindexedConversations || (await isIndexed(this.#options.database))
    );
  }

  /** Runs `apply`. If orphan rows cause a unique violation, removes them before the error is thrown, for the next try. */
  async repairing<Result>(apply: () => Promise<Result>): Promise<Result> {
    try {
      return await apply();
    } catch (error) {
      if (isDuplicate(error)) await removeOrphanRows(this.#options.database);
      throw error;
    }
  }

  /** Stores the replica's rows of these conversations, before the server's rows replace them. */
  keepEvidence(conversationIds: readonly number[], request: Omit<Verify, 'sessionId'>): Promise<void> {
    return this.#options.writes.run(() => this.#evidence.keep(conversationIds, request));
  }
}
