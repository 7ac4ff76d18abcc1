import { MutationRefused } from '@holdfast/schema/mutators/mutation-refused';
import { cannedResponses } from '@holdfast/schema/tables/canned-responses';
import { eq } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { LockedDevice } from './lock-device.ts';

/**
 * Checks that the user may see the canned response (rule S3). A deleted one is no error.
 * @throws MutationRefused HF_FORBIDDEN if the user may not
 */
export async function requireVisibleCannedResponse(
  { tx }: TenantTransaction,
  { cannedResponseId }: { readonly cannedResponseId: number },
  { userId }: LockedDevice,
): Promise<void> {
  const [response] = await tx
    .select({ userId: cannedResponses.userId, isShared: cannedResponses.isShared })
    .from(cannedResponses)
    .where(eq(cannedResponses.id, cannedResponseId));
  if (response === undefined) return;
  const isVisible = response.isShared || response.userId === null || response.userId === userId;
  if (!isVisible) throw new MutationRefused('HF_FORBIDDEN', { cannedResponseId });
}
