import type { TenantTransaction } from '../../db/with-tenant.ts';

/** Hands messages over, in order, to whatever delivers them, within the transaction. */
export type EnqueueOutboundMessages = (
  transaction: TenantTransaction,
  messageIds: readonly number[],
) => Promise<void>;
