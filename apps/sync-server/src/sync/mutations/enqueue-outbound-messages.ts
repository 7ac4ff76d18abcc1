import type { TenantTransaction } from '../../db/with-tenant.ts';

/** Enqueues messages for delivery, in order, within the transaction. */
export type EnqueueOutboundMessages = (
  transaction: TenantTransaction,
  messageIds: readonly number[],
) => Promise<void>;
