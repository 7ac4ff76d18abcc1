import { digestConversations } from '@holdfast/schema/digest/digest-conversations';
import { digestTables } from '@holdfast/schema/digest/digest-tables';
import type { RunQuery } from '@holdfast/schema/digest/run-query';
import type { ConversationDigest, Digest, TableDigest } from '@holdfast/schema/protocol/digest';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { PoolClient } from 'pg';

import { digestIn } from './digest-in.ts';

/** What a replica says it holds, and what that amounts to. */
export interface ReportedDigests {
  readonly conversations: ReadonlyMap<number, ConversationDigest>;
  readonly tables: readonly TableDigest[];
}

export interface DigestDifference {
  /** Conversations of the replica, among those asked for, that are otherwise than here. */
  readonly conversations: readonly number[];
  /** Tables of reference data that are otherwise than here. */
  readonly tables: readonly SyncedTableName[];
}

/** Conversations in one statement. */
const batchSize = 1000;

/**
 * What of a replica differs from the rows at this transaction's snapshot (rules V1, E4).
 * @param request.conversationIds those that the replica holds and goes on holding as it does; others need no comparison
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
  return await digestIn(client, async (run) => ({
    conversations: (await differingConversations(run, held)).map(({ own }) => own.conversationId),
    tables: (await digestTables(run, userId))
      .filter(
        (own) =>
          !isSame(
            own,
            reported.tables.find((its) => its.table === own.table),
          ),
      )
      .map(({ table }) => table),
  }));
}

/** A conversation that is otherwise than here: what it amounts to on the replica, and here. */
export interface Difference {
  readonly its: ConversationDigest;
  readonly own: ConversationDigest;
}

/** Those that are otherwise than here. */
export async function differingConversations(
  run: RunQuery,
  held: readonly ConversationDigest[],
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (let start = 0; start < held.length; start += batchSize) {
    const batch = held.slice(start, start + batchSize);
    for (const [index, own] of (await digestConversations(run, batch)).entries()) {
      const its = batch[index];
      if (its !== undefined && !isSame(its, own)) differences.push({ its, own });
    }
  }
  return differences;
}

function isSame(one: Digest, other: Digest | undefined): boolean {
  return one.rows === other?.rows && one.hash === other.hash;
}
