import { digestByTable } from '@holdfast/schema/digest/digest-conversations';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { ConversationDigest, Digest } from '@holdfast/schema/protocol/digest';
import type { PoolClient } from 'pg';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { isServable } from '../delta/is-servable.ts';
import { readCursor } from '../delta/read-cursor.ts';
import { parseSnapshot } from '../delta/snapshot.ts';
import { readAllowed } from '../scope/read-scope.ts';
import { differingConversations } from './compare-digests.ts';
import { withDigestSettings } from './with-digest-settings.ts';
import { conversationsChangedSince } from './conversations-changed-since.ts';

/** Maximum number of conversations per call for which digests by table are computed. */
const evidenceLimit = 10;

/** Digests of some conversations of a replica, as of `cursor`. */
export interface VerifyRequest {
  readonly userId: number;
  readonly cursor: Cursor;
  readonly conversations: readonly ConversationDigest[];
}

/** Evidence of how one conversation differs, for finding the defect. It has no content of messages. */
export interface Mismatch {
  readonly conversationId: number;
  readonly reported: Digest;
  readonly own: Digest;
  /** The server's digests by table, to compare with the replica's; empty after the first 10 mismatches. */
  readonly ownByTable: Readonly<Record<string, Digest>>;
}

export interface Verification {
  readonly mismatches: readonly Mismatch[];
  /** Conversations outside this agent's scope or changed since the cursor. They cannot be compared. */
  readonly undecided: readonly number[];
}

/**
 * Compares conversations of a replica with the server's rows in one snapshot (rule V1). Conversations that have not
 * changed since the replica's cursor must be equal. Only the scope of the session's user is compared, so that the reply
 * reveals nothing about other conversations.
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
      const { epoch } = await readCursor(client);
      const since = parseSnapshot(cursor.snapshot);
      if (since === null || !(await isServable(client, cursor, epoch)))
        return { mismatches: [], undecided: ids };
      const allowed = await readAllowed(client, request.userId, ids);
      const changed = await conversationsChangedSince(client, since, [...allowed]);
      const isDecidable = (id: number) => allowed.has(id) && !changed.has(id);
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
  return await withDigestSettings(client, async (run) => {
    const mismatches: Mismatch[] = [];
    for (const { reportedDigest, computedDigest } of await differingConversations(run, held)) {
      mismatches.push({
        conversationId: reportedDigest.conversationId,
        reported: { rows: reportedDigest.rows, hash: reportedDigest.hash },
        own: { rows: computedDigest.rows, hash: computedDigest.hash },
        ownByTable: mismatches.length < evidenceLimit ? await digestByTable(run, reportedDigest) : {},
      });
    }
    return mismatches;
  });
}
