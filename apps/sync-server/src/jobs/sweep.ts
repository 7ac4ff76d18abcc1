import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { isServed, listTenants } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { Logger } from '../logging/create-logger.ts';
import { listWaitingEvents } from '../inbox/inbound/list-waiting-events.ts';
import { loadChannel } from '../channels/load-channel.ts';
import { markSlaBreaches } from '../inbox/sla/mark-sla-breaches.ts';
import { processStoredEvent, type RunInTenant } from '../inbox/inbound/ingest-events.ts';

/**
 * Runs every minute for every tenant: processes events that were stored but not processed (the process died in
 * between, or processing failed), and marks SLA breaches. A tenant that fails does not affect the others.
 */
export async function sweep(pool: LandlordPool, logger: Logger): Promise<void> {
  for (const tenant of await listTenants(pool)) {
    if (!isServed(tenant)) continue;
    const inTenant: RunInTenant = (fn) => withTenant(poolOf(pool, tenant), tenant.schemaName, {}, fn);
    try {
      await inTenant(markSlaBreaches);
      for (const event of await inTenant(listWaitingEvents)) {
        const channel = await inTenant((transaction) => loadChannel(transaction, event.channelId));
        await processStoredEvent(inTenant, channel, event.id);
      }
    } catch (error) {
      logger.error({ err: error, tenant: tenant.slug }, 'the sweep failed for a tenant');
    }
  }
}
