import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { isServed, listTenants } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Logger } from '../logging/create-logger.ts';
import { archiveOldAttachments, attachmentBatch } from '../retention/archive-old-attachments.ts';
import { archiveBatch, archiveResolvedConversations } from '../retention/archive-resolved-conversations.ts';
import { pruneTombstones, tombstoneBatch } from '../retention/prune-tombstones.ts';
import { rotateLogs } from '../retention/rotate-logs.ts';
import type { RunInTenant } from '../inbox/inbound/ingest-events.ts';

/** Retention periods, all in days. */
export interface RetentionPeriods {
  readonly resolvedConversations: number;
  readonly attachments: number;
  readonly logs: number;
  /** Devices that reconnect within this time receive deletions as tombstones; later ones compare digests (E4). */
  readonly tombstones: number;
}

export interface RetentionOptions {
  readonly pool: LandlordPool;
  readonly logger: Logger;
  readonly files: FileStore;
  readonly periods: RetentionPeriods;
}

/** Runs every night for every tenant, in small transactions; after an interruption, the next run continues. */
export async function applyRetention({ pool, logger, files, periods }: RetentionOptions): Promise<void> {
  for (const tenant of await listTenants(pool)) {
    if (!isServed(tenant)) continue;
    const inTenant: RunInTenant = (fn) => withTenant(poolOf(pool, tenant), tenant.schemaName, {}, fn);
    try {
      const conversations = await inBatches(archiveBatch, () =>
        inTenant((transaction) => archiveResolvedConversations(transaction, periods.resolvedConversations)),
      );
      const attachments = await inBatches(attachmentBatch, () =>
        inTenant((transaction) =>
          archiveOldAttachments(transaction, { days: periods.attachments, tenant: tenant.slug, files }),
        ),
      );
      const tombstones = await inBatches(tombstoneBatch, () =>
        inTenant((transaction) => pruneTombstones(transaction, periods.tombstones)),
      );
      await inTenant((transaction) => rotateLogs(transaction, periods.logs));
      logger.info({ tenant: tenant.slug, conversations, attachments, tombstones }, 'applied retention');
    } catch (error) {
      logger.error({ err: error, tenant: tenant.slug }, 'retention failed for a tenant');
    }
  }
}

async function inBatches(size: number, next: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await next();
    total += done;
    if (done < size) return total;
  }
}
