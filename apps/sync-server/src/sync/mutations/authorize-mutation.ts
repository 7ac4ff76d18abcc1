import { isInBlocks } from '@holdfast/schema/ids/id-block';
import { MutationRefused } from '@holdfast/schema/mutators/mutation-refused';
import type { MutatorRights } from '@holdfast/schema/mutators/mutator';
import { mutators, type PreparedMutation } from '@holdfast/schema/mutators/registry';
import { conversations } from '@holdfast/schema/tables/conversations';
import { idBlocks } from '@holdfast/schema/tables/id-blocks';
import { eq } from 'drizzle-orm';

import type { TenantDatabase } from '../../db/with-tenant.ts';
import { claimLostBlock } from './claim-lost-block.ts';
import type { LockedDevice } from './lock-device.ts';

/** The conversation of a mutation, before the mutation. */
export interface LockedConversation {
  readonly assignedTo: number | null;
  readonly firstResponseAt: string | null;
}

/**
 * Checks that the device's user may run this mutation. Runs first in the mutation's transaction and locks the
 * conversation, so that the checked facts stay true until its end. Returns the conversation, or null if the mutation
 * has none.
 * @throws MutationRefused if the user may not
 */
export async function authorizeMutation(
  tx: TenantDatabase,
  device: LockedDevice,
  mutation: PreparedMutation,
): Promise<LockedConversation | null> {
  await requireOwnIds(tx, device, mutation.newIds);
  if (mutation.conversationId === null) return null;
  return await requireConversationRights(tx, device, mutators[mutation.name].rights, mutation.conversationId);
}

/** Ids outside the device's blocks could collide with rows of other devices, now or later. */
async function requireOwnIds(
  tx: TenantDatabase,
  device: LockedDevice,
  ids: readonly number[],
): Promise<void> {
  if (ids.every((id) => isInBlocks(id, device.blocks))) return;
  const blocks = await tx
    .select({ firstId: idBlocks.firstId, size: idBlocks.size })
    .from(idBlocks)
    .where(eq(idBlocks.deviceId, device.deviceId));
  for (const id of ids) {
    if (isInBlocks(id, blocks)) continue;
    const block = await claimLostBlock(tx, device.deviceId, id);
    if (block === null) throw new MutationRefused('HF_ID_FOREIGN', { id });
    blocks.push(block);
  }
}

/** Locks the conversation and checks the mutator's `rights` on it; supervisors and admins act on all. */
async function requireConversationRights(
  tx: TenantDatabase,
  device: LockedDevice,
  rights: MutatorRights,
  conversationId: number,
): Promise<LockedConversation | null> {
  const [conversation = null] = await tx
    .select({ assignedTo: conversations.assignedTo, firstResponseAt: conversations.firstResponseAt })
    .from(conversations)
    .where(eq(conversations.id, conversationId))
    .for('update');
  if (device.role !== 'agent') return conversation;
  // The mutator refuses a missing or already claimed conversation with a more precise code.
  if (conversation === null || rights === 'anyone' || conversation.assignedTo === device.userId)
    return conversation;
  throw new MutationRefused('HF_NOT_ASSIGNED', { conversationId });
}
