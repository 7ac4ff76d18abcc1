import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { isAtWork, listTenants } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Logger } from '../logging/create-logger.ts';
import { archiveOldAttachments, attachmentBatch } from '../retention/archive-old-attachments.ts';
import { archiveBatch, archiveResolvedConversations } from '../retention/archive-resolved-conversations.ts';
import { pruneTombstones, tombstoneBatch } from '../retention/prune-tombstones.ts';
import { rotateLogs } from '../retention/rotate-logs.ts';
import type { InTenant } from '../inbox/inbound/take-in-events.ts';

/** How long things are kept where they are used; all in days. */
export interface RetentionPeriods {
  readonly resolvedConversations: number;
  readonly attachments: number;
  readonly logs: number;
  /** What is deleted is told to devices that come back within this time; later ones compare what they hold. */
  readonly tombstones: number;
}

export interface RetentionOptions {
  readonly pool: LandlordPool;
  readonly logger: Logger;
  readonly files: FileStore;
  readonly periods: RetentionPeriods;
}

/** Once a night, in every tenant, in small transactions: whatever interrupts it, the next run goes on. */
export async function keepRetention({ pool, logger, files, periods }: RetentionOptions): Promise<void> {
  for (const tenant of await listTenants(pool)) {
    if (!isAtWork(tenant)) continue;
    const inTenant: InTenant = (fn) => withTenant(poolOf(pool, tenant), tenant.schemaName, {}, fn);
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
      logger.info({ tenant: tenant.slug, conversations, attachments, tombstones }, 'retention was kept');
    } catch (error) {
      logger.error({ err: error, tenant: tenant.slug }, 'retention failed in a tenant');
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
