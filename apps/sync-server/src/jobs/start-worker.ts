import { setTimeout as sleep } from 'node:timers/promises';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { JobWithMetadata } from 'pg-boss';

import type { ClusterPool } from '../db/cluster-pool.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Logger } from '../logging/create-logger.ts';
import type { ServerMetrics } from '../metrics/create-metrics.ts';
import { claimOutboundMessage, type ClaimedMessage } from '../inbox/outbound/claim-outbound-message.ts';
import type { Channel } from '../channels/load-channel.ts';
import type { OutboundMessage, SendOutcome } from '../channels/outbound-message.ts';
import { recordSendOutcome } from '../inbox/outbound/record-send-outcome.ts';
import type { RunInTenant } from '../inbox/inbound/ingest-events.ts';
import { createBoss } from './job-queue.ts';
import { createSendRateLimiter } from './send-rate-limiter.ts';
import { outboundQueue, outboundJobSchema, retentionQueue, sweepQueue, type OutboundJob } from './queues.ts';
import { applyRetention, type RetentionPeriods } from './retention.ts';
import { sweep } from './sweep.ts';
import { withConversationLock } from './with-conversation-lock.ts';

/** Sends a message to its platform. Injected, so that jobs/ does not depend on the adapters. */
export type SendMessage = (
  tenantSchema: string,
  channel: Channel,
  message: OutboundMessage,
) => Promise<SendOutcome>;

export interface WorkerOptions {
  /** Pool of one cluster. A tenant's jobs are in the tenant's cluster, because they are queued in its transactions. */
  pool: ClusterPool;
  /** Set for the one worker that also runs the sweep and retention jobs for the tenants of all clusters. */
  landlord: LandlordPool | null;
  logger: Logger;
  metrics: ServerMetrics;
  sendMessage: SendMessage;
  /** Maximum number of concurrent send attempts, each for another conversation. */
  concurrency: number;
  files: FileStore;
  periods: RetentionPeriods;
}

export interface Worker {
  /** Waits up to 30 s for running attempts to end. */
  stop: () => Promise<void>;
}

/** Runs the jobs of all tenants of one cluster in this process. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { landlord, pool, logger } = options;
  const boss = createBoss(pool, logger, { supervise: true, schedule: true });
  await boss.start();
  const pacer = createSendRateLimiter();

  await boss.work(
    outboundQueue,
    {
      includeMetadata: true,
      pollingIntervalSeconds: 0.5,
      localConcurrency: options.concurrency,
      // Avoids most waiting between jobs of one conversation. The conversation lock below is what guarantees
      // exclusion.
      groupConcurrency: 1,
    },
    async (jobs: JobWithMetadata[]) => {
      for (const job of jobs) {
        const data = outboundJobSchema.parse(job.data);
        await withConversationLock(pool, data, () => sendUpTo(data, job.retryCount >= job.retryLimit)).catch(
          ignoreMovedTenant,
        );
      }
    },
  );
  if (landlord !== null) {
    await boss.work(sweepQueue, { pollingIntervalSeconds: 5 }, () => sweep(landlord, logger));
    await boss.schedule(sweepQueue, '* * * * *');
    await boss.work(retentionQueue, { pollingIntervalSeconds: 60 }, () =>
      applyRetention({ ...options, pool: landlord }),
    );
    await boss.schedule(retentionQueue, '30 3 * * *');
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 30_000, close: false }) };

  /** Sends the conversation's pending messages, oldest first, until the job's own message is sent or failed. */
  async function sendUpTo(job: OutboundJob, isLastAttempt: boolean): Promise<void> {
    const inTenant: RunInTenant = (fn) => withTenant(pool, job.schemaName, {}, fn);
    for (;;) {
      const claimed = await inTenant((transaction) => claimOutboundMessage(transaction, job));
      if (claimed === null) return;
      // No transaction is open during the request to the platform. Between claim and record, only the job queue has a
      // record of the attempt.
      const outcome = await attempt(job.schemaName, claimed);
      const messageId = claimed.message.id;
      await inTenant((transaction) => recordSendOutcome(transaction, messageId, { outcome, isLastAttempt }));
      options.metrics.outboundAttempts.inc({ outcome: outcome.kind });
      logger.info(
        { schemaName: job.schemaName, messageId, outcome: outcome.kind, isLastAttempt },
        'send attempt finished',
      );
      if (outcome.kind === 'unreachable' && !isLastAttempt) throw new Error(outcome.reason);
    }
  }

  async function attempt(schemaName: string, { message, channel }: ClaimedMessage): Promise<SendOutcome> {
    if (channel === null)
      return { kind: 'refused', reason: 'The channel of this conversation is not active.' };
    const key = `${schemaName}/${channel.id}`;
    await sleep(pacer.reserve(key, channel.settings.outboundPerSecond, Date.now()));
    return options.sendMessage(schemaName, channel, message);
  }
}

/** Drops the job of a moving tenant: the move queues the tenant's unsent messages again in the target cluster. */
function ignoreMovedTenant(error: unknown): void {
  if (!(error instanceof HoldfastError && error.code === 'HF_TENANT_MOVING')) throw error;
}
