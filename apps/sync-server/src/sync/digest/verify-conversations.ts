import { digestByTable } from '@holdfast/schema/digest/digest-conversations';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { ConversationDigest, Digest } from '@holdfast/schema/protocol/digest';
import type { PoolClient } from 'pg';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { isServable } from '../delta/is-servable.ts';
import { readPosition } from '../delta/position.ts';
import { parseSnapshot } from '../delta/snapshot.ts';
import { readAllowed } from '../scope/read-scope.ts';
import { differingConversations } from './compare-digests.ts';
import { digestIn } from './digest-in.ts';
import { touchedSince } from './touched-since.ts';

/** Conversations of one call that are looked at table by table. */
const evidenceLimit = 10;

/** What a replica holds of some conversations, standing at `cursor`. */
export interface VerifyRequest {
  readonly userId: number;
  readonly cursor: Cursor;
  readonly conversations: readonly ConversationDigest[];
}

/** How one conversation differs: evidence for whoever looks for the defect. No word of anybody is in it. */
export interface Mismatch {
  readonly conversationId: number;
  readonly reported: Digest;
  readonly own: Digest;
  /** The server's digest table by table, to be held against what the replica keeps; empty after the first few. */
  readonly ownByTable: Readonly<Record<string, Digest>>;
}

export interface Verification {
  readonly mismatches: readonly Mismatch[];
  /** Not held by this agent's right, or changed since: nothing can be said of them. */
  readonly undecided: readonly number[];
}

/**
 * Whether conversations are what the server has (rule V1), in one snapshot. Of those that have not changed since the
 * replica's cursor the rows must be the same. Only what the session's user may hold is compared: nobody learns of others.
 */
export async function verifyConversations(
  pool: ClusterPool,
  schemaName: string,
  request: VerifyRequest,
): Promise<Verification> {
  const { cursor, conversations } = request;
  const ids = conversations.map(({ conversationId }) => conversationId);
  return await withTenant(
    pool,
    schemaName,
    { isolation: 'repeatable read', readOnly: true },
    async ({ client }) => {
      const { epoch } = await readPosition(client);
      const since = parseSnapshot(cursor.snapshot);
      if (since === null || !(await isServable(client, cursor, epoch)))
        return { mismatches: [], undecided: ids };
      const allowed = await readAllowed(client, request.userId, ids);
      const touched = await touchedSince(client, since, [...allowed]);
      const isDecidable = (id: number) => allowed.has(id) && !touched.has(id);
      const decidable = conversations.filter(({ conversationId }) => isDecidable(conversationId));
      return {
        mismatches: await findMismatches(client, decidable),
        undecided: ids.filter((id) => !isDecidable(id)),
      };
    },
  );
}

async function findMismatches(
  client: PoolClient,
  held: readonly ConversationDigest[],
): Promise<readonly Mismatch[]> {
  return await digestIn(client, async (run) => {
    const mismatches: Mismatch[] = [];
    for (const { its, own } of await differingConversations(run, held)) {
      mismatches.push({
        conversationId: its.conversationId,
        reported: { rows: its.rows, hash: its.hash },
        own: { rows: own.rows, hash: own.hash },
        ownByTable: mismatches.length < evidenceLimit ? await digestByTable(run, its) : {},
      });
    }
    return mismatches;
  });
}
