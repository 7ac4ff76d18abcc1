import { setTimeout as sleep } from 'node:timers/promises';

import type { Pool } from 'pg';
import type { JobWithMetadata } from 'pg-boss';

import { withTenant } from '../db/with-tenant.ts';
import type { Logger } from '../logging/create-logger.ts';
import { claimOutboundMessage } from '../use-cases/claim-outbound-message.ts';
import type { Channel } from '../use-cases/load-channel.ts';
import type { OutboundMessage, SendOutcome } from '../use-cases/outbound-message.ts';
import { recordSendOutcome } from '../use-cases/record-send-outcome.ts';
import { createBoss } from './job-queue.ts';
import { createPacer } from './pacer.ts';
import { OUTBOUND_QUEUE, outboundJobSchema, SWEEP_QUEUE, type OutboundJob } from './queues.ts';
import { sweep } from './sweep.ts';

/** Hands a message to its platform. Given from outside: jobs and channels do not know each other. */
export type SendMessage = (
  tenantSchema: string,
  channel: Channel,
  message: OutboundMessage,
) => Promise<SendOutcome>;

export interface WorkerOptions {
  pool: Pool;
  logger: Logger;
  sendMessage: SendMessage;
  /** Attempts at the same time, each for another conversation. */
  concurrency?: number;
}

export interface Worker {
  /** Lets the attempts that are under way end, for as long as half a minute. */
  stop: () => Promise<void>;
}

/** Runs the jobs of all tenants in this process. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { pool, logger } = options;
  const boss = createBoss(pool, logger, { supervise: true, schedule: true });
  await boss.start();
  const pacer = createPacer();

  await boss.work(
    OUTBOUND_QUEUE,
    {
      includeMetadata: true,
      pollingIntervalSeconds: 0.5,
      localConcurrency: options.concurrency ?? 4,
      // Messages of one conversation leave one after the other.
      groupConcurrency: 1,
    },
    async (jobs: JobWithMetadata[]) => {
      for (const job of jobs) {
        await sendOne(outboundJobSchema.parse(job.data), job.retryCount >= job.retryLimit);
      }
    },
  );
  await boss.work(SWEEP_QUEUE, { pollingIntervalSeconds: 5 }, () => sweep(pool, logger));
  await boss.schedule(SWEEP_QUEUE, '* * * * *');
  return { stop: () => boss.stop({ graceful: true, timeout: 30_000, close: false }) };

  /** No transaction is open while the platform is asked: between claim and record only the queue knows of the attempt. */
  async function sendOne({ schemaName, conversationId }: OutboundJob, isLastAttempt: boolean): Promise<void> {
    const claimed = await withTenant(pool, schemaName, {}, (transaction) =>
      claimOutboundMessage(transaction, conversationId),
    );
    if (claimed === null) return;
    const { message, channel } = claimed;
    if (channel !== null) {
      await sleep(
        pacer.reserve(`${schemaName}/${channel.id}`, channel.settings.outboundPerSecond, Date.now()),
      );
    }
    const outcome: SendOutcome =
      channel === null
        ? { kind: 'refused', reason: 'The channel of this conversation is not active.' }
        : await options.sendMessage(schemaName, channel, message);
    await withTenant(pool, schemaName, {}, (transaction) =>
      recordSendOutcome(transaction, message.id, { outcome, isLastAttempt }),
    );
    logger.info(
      { schemaName, messageId: message.id, outcome: outcome.kind, isLastAttempt },
      'tried to send a message',
    );
    if (outcome.kind === 'unreachable' && !isLastAttempt) throw new Error(outcome.reason);
  }
}
