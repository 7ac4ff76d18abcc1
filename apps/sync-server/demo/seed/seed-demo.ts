import { SeededRandom } from '@holdfast/schema/random/seeded-random';
import { conversationAssignments } from '@holdfast/schema/tables/conversation-assignments';
import { conversationNotes } from '@holdfast/schema/tables/conversation-notes';
import { conversationTag } from '@holdfast/schema/tables/conversation-tag';
import { conversationTransfers } from '@holdfast/schema/tables/conversation-transfers';
import { conversations } from '@holdfast/schema/tables/conversations';
import { customerIdentities } from '@holdfast/schema/tables/customer-identities';
import { customers } from '@holdfast/schema/tables/customers';
import { messageAttachments } from '@holdfast/schema/tables/message-attachments';
import { messageStatusUpdates } from '@holdfast/schema/tables/message-status-updates';
import { messages } from '@holdfast/schema/tables/messages';
import { users } from '@holdfast/schema/tables/users';

import type { TenantTransaction } from '../../src/db/with-tenant.ts';
import type { FileStore } from '../../src/files/file-store.ts';
import { addConversationRows, emptyRows, type ConversationRows } from './conversation-rows.ts';
import { insertReferenceRows, type ReferenceIds } from './insert-reference-rows.ts';
import { insertRows, takeIds } from './insert-rows.ts';
import type { PlannedConversation } from './plan-conversations.ts';
import { planDemo, startOf } from './plan-demo.ts';
import { storePictures } from './store-pictures.ts';

export interface SeedOptions {
  tenant: string;
  files: FileStore;
  seed: number;
  /** Unix time in milliseconds at which the conversations end. */
  now: number;
}

/**
 * Fills an empty tenant with users and conversations, in the caller's transaction. Returns false, without a change,
 * if the tenant already has users: a workspace is never seeded twice.
 */
export async function seedDemo(transaction: TenantTransaction, options: SeedOptions): Promise<boolean> {
  const { tx } = transaction;
  const existing = await tx.select({ id: users.id }).from(users).limit(1);
  if (existing.length > 0) return false;
  const { now } = options;
  const plans = planDemo(new SeededRandom(options.seed), now);
  const pictures = await storePictures(options.files, options.tenant);
  const reference = await insertReferenceRows(transaction, now);
  const customerIds = await insertCustomers(transaction, plans, reference);

  const wanted = plans.reduce((sum, plan) => sum + 1 + plan.messages.length, 0);
  const takeId = await takeIds(transaction, wanted);
  const rows = emptyRows();
  for (const plan of plans) {
    addConversationRows(rows, plan, {
      reference,
      customerIds,
      takeId,
      takePicture: ({ picture }) => (picture === undefined ? undefined : pictures.get(picture)),
      now,
    });
  }
  await insertAll(transaction, rows);
  return true;
}

async function insertCustomers(
  transaction: TenantTransaction,
  plans: readonly PlannedConversation[],
  reference: ReferenceIds,
): Promise<Map<PlannedConversation['customer'], number>> {
  const firstSeen = new Map<PlannedConversation['customer'], number>();
  for (const plan of plans) {
    if (!firstSeen.has(plan.customer)) firstSeen.set(plan.customer, startOf(plan));
  }
  const takeId = await takeIds(transaction, firstSeen.size);
  const ids = new Map([...firstSeen.keys()].map((customer) => [customer, takeId()]));
  await insertRows(
    transaction,
    customers,
    [...ids].map(([customer, id]) => {
      const createdAt = new Date(firstSeen.get(customer) ?? 0).toISOString();
      const { name, email, phone, language } = customer;
      return { id, name, email, phone, locale: language.locale, createdAt, updatedAt: createdAt };
    }),
  );
  await insertRows(
    transaction,
    customerIdentities,
    [...ids].flatMap(([customer, customerId]) => {
      const channelId = reference.channels.get(customer.platform);
      return channelId === undefined ? [] : [{ customerId, channelId, externalId: customer.externalId }];
    }),
  );
  return ids;
}

async function insertAll(transaction: TenantTransaction, rows: ConversationRows): Promise<void> {
  await insertRows(transaction, conversations, rows.conversations);
  await insertRows(transaction, messages, rows.messages);
  await insertRows(transaction, messageAttachments, rows.attachments);
  await insertRows(transaction, messageStatusUpdates, rows.statusUpdates);
  await insertRows(transaction, conversationAssignments, rows.assignments);
  await insertRows(transaction, conversationTransfers, rows.transfers);
  await insertRows(transaction, conversationNotes, rows.notes);
  await insertRows(transaction, conversationTag, rows.tags);
}
