import type { Verify, VerifyReply } from '@holdfast/schema/protocol/digest';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import type { Logger } from '../../logging/create-logger.ts';
import type { ServerMetrics } from '../../metrics/create-metrics.ts';
import { verifyConversations } from '../digest/verify-conversations.ts';
import type { SyncSession } from './sync-session.ts';

export interface VerifyReplicaContext {
  readonly pool: ClusterPool;
  readonly logger: Logger;
  readonly metrics: ServerMetrics;
  readonly session: SyncSession;
}

/**
 * Compares conversations of a replica with the server's rows (rule V1). A mismatch is a defect of the product or of the
 * device's disk: it is counted, logged with the digests of both ends, and the conversation is sent again.
 */
export async function verifyReplica(context: VerifyReplicaContext, request: Verify): Promise<VerifyReply> {
  const { pool, logger, metrics, session } = context;
  const { cursor, conversations } = request;
  const { schemaName, userId, deviceId } = session;
  const { mismatches, undecided } = await session.whileVerifying(() =>
    verifyConversations(pool, schemaName, { userId, cursor, conversations }),
  );
  for (const mismatch of mismatches) {
    metrics.digestMismatches.inc();
    logger.error({ schemaName, deviceId, cursor, mismatch }, 'a replica differs from the server');
  }
  const mismatched = mismatches.map(({ conversationId }) => conversationId);
  if (mismatched.length > 0) session.resend(mismatched);
  return { mismatched, undecided: [...undecided] };
}
