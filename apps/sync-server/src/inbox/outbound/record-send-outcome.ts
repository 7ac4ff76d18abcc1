import { messages } from '@holdfast/schema/tables/messages';
import { eq } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import { advanceMessageStatus } from './advance-message-status.ts';
import type { SendOutcome } from '../../channels/outbound-message.ts';

export interface SendAttempt {
  outcome: SendOutcome;
  /** True if no retry follows: an unreachable message is then `failed`. */
  isLastAttempt: boolean;
}

/** Records the result of a send attempt. If a receipt arrived first, the message keeps its further status. */
export async function recordSendOutcome(
  transaction: TenantTransaction,
  messageId: number,
  { outcome, isLastAttempt }: SendAttempt,
): Promise<void> {
  if (outcome.kind === 'unreachable' && !isLastAttempt) return;
  const [message] = await transaction.tx
    .select()
    .from(messages)
    .where(eq(messages.id, messageId))
    .for('update');
  if (message === undefined) return;
  if (outcome.kind === 'sent') {
    await advanceMessageStatus(transaction, message, {
      status: 'sent',
      platformMessageId: outcome.platformMessageId,
      metadata: { source: 'channel' },
    });
    return;
  }
  await advanceMessageStatus(transaction, message, {
    status: 'failed',
    error: outcome.reason,
    metadata: { source: 'channel' },
  });
}
