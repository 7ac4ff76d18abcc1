import { digestConversations } from '@holdfast/schema/digest/digest-conversations';
import { digestTables } from '@holdfast/schema/digest/digest-tables';
import type { RunQuery } from '@holdfast/schema/digest/run-query';
import type { ConversationDigest, Digest, TableDigest } from '@holdfast/schema/protocol/digest';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { PoolClient } from 'pg';

import { withDigestSettings } from './with-digest-settings.ts';

/** The digests that a replica reports, by conversation and by reference table. */
export interface ReportedDigests {
  readonly conversations: ReadonlyMap<number, ConversationDigest>;
  readonly tables: readonly TableDigest[];
}

export interface DigestDifference {
  /** Requested conversations whose digest differs from the server's. */
  readonly conversations: readonly number[];
  /** Reference tables whose digest differs from the server's. */
  readonly tables: readonly SyncedTableName[];
}

/** Conversations per statement. */
const batchSize = 1000;

/**
 * Compares a replica's digests with the rows at this transaction's snapshot (rules V1, E4).
 * @param request.conversationIds conversations that the replica holds and keeps in the same scope; others need no
 *   comparison
 */
export async function compareDigests(
  client: PoolClient,
  request: {
    readonly reported: ReportedDigests;
    readonly conversationIds: readonly number[];
    readonly userId: number;
  },
): Promise<DigestDifference> {
  const { reported, conversationIds, userId } = request;
  const held = conversationIds.flatMap((id) => reported.conversations.get(id) ?? []);
  return await withDigestSettings(client, async (run) => ({
    conversations: (await differingConversations(run, held)).map(
      ({ computedDigest }) => computedDigest.conversationId,
    ),
    tables: (await digestTables(run, userId))
      .filter(
        (computedDigest) =>
          !isSame(
            computedDigest,
            reported.tables.find((reportedDigest) => reportedDigest.table === computedDigest.table),
          ),
      )
      .map(({ table }) => table),
  }));
}

/** The digests of one differing conversation: the replica's (`reportedDigest`) and the server's (`computedDigest`). */
export interface DigestMismatch {
  readonly reportedDigest: ConversationDigest;
  readonly computedDigest: ConversationDigest;
}

/** Returns the conversations of `held` whose digest differs from the server's. */
export async function differingConversations(
  run: RunQuery,
  held: readonly ConversationDigest[],
): Promise<readonly DigestMismatch[]> {
  const differences: DigestMismatch[] = [];
  for (let start = 0; start < held.length; start += batchSize) {
    const batch = held.slice(start, start + batchSize);
    for (const [index, computedDigest] of (await digestConversations(run, batch)).entries()) {
      const reportedDigest = batch[index];
      if (reportedDigest !== undefined && !isSame(reportedDigest, computedDigest))
        differences.push({ reportedDigest, computedDigest });
    }
  }
  return differences;
}

function isSame(one: Digest, other: Digest | undefined): boolean {
  return one.rows === other?.rows && one.hash === other.hash;
}
