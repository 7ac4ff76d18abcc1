import { conversations } from '@holdfast/schema/tables/conversations';
import { slaPolicies } from '@holdfast/schema/tables/sla-policies';
import { and, desc, eq } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { Channel } from '../../channels/load-channel.ts';
import { routeInboundMessage } from './route-inbound-message.ts';
import { slaDueTimes } from '../sla/sla-due-times.ts';

const hourMs = 3_600_000;

export interface ResolveConversationInput {
  customerId: number;
  /** The contact's id on the platform. */
  platformConversationId: string;
  /** Unix time in milliseconds. */
  now: number;
}

/** Finds, reopens or creates the conversation of a new message. The caller holds the contact's lock. */
export async function resolveConversation(
  transaction: TenantTransaction,
  channel: Channel,
  wanted: ResolveConversationInput,
): Promise<number> {
  const { tx } = transaction;
  const [latest] = await tx
    .select({ id: conversations.id, status: conversations.status, resolvedAt: conversations.resolvedAt })
    .from(conversations)
    .where(and(eq(conversations.customerId, wanted.customerId), eq(conversations.channelId, channel.id)))
    .orderBy(desc(conversations.createdAt), desc(conversations.id))
    .limit(1)
    .for('update');
  const route = routeInboundMessage(
    latest && { ...latest, resolvedAt: latest.resolvedAt === null ? null : Date.parse(latest.resolvedAt) },
    channel.settings.reopenWithinHours * hourMs,
    wanted.now,
  );
  if (route.kind === 'append') return route.conversationId;
  if (route.kind === 'reopen') return reopen(transaction, route.conversationId, wanted.now);
  return open(transaction, channel, wanted);
}

async function open(
  transaction: TenantTransaction,
  channel: Channel,
  wanted: ResolveConversationInput,
): Promise<number> {
  const openedAt = new Date(wanted.now).toISOString();
  const [created] = await transaction.tx
    .insert(conversations)
    .values({
      customerId: wanted.customerId,
      platform: channel.platform,
      platformConversationId: wanted.platformConversationId,
      channelId: channel.id,
      status: 'new',
      createdAt: openedAt,
      updatedAt: openedAt,
      ...(await slaColumns(transaction, wanted.now)),
    })
    .returning({ id: conversations.id });
  if (created === undefined) throw new Error('the conversation was not created');
  return created.id;
}

/** Reopening restarts the SLA due times. The breach flags are kept. */
async function reopen(transaction: TenantTransaction, conversationId: number, now: number): Promise<number> {
  await transaction.tx
    .update(conversations)
    .set({ status: 'open', resolvedAt: null, firstResponseAt: null, ...(await slaColumns(transaction, now)) })
    .where(eq(conversations.id, conversationId));
  return conversationId;
}

async function slaColumns({ tx }: TenantTransaction, now: number) {
  const [policy] = await tx
    .select()
    .from(slaPolicies)
    .where(and(eq(slaPolicies.isDefault, true), eq(slaPolicies.isActive, true)))
    .orderBy(slaPolicies.id)
    .limit(1);
  if (policy === undefined) return {};
  const due = slaDueTimes(policy, now);
  return {
    slaPolicyId: policy.id,
    slaFirstResponseDueAt: due.firstResponseDueAt,
    slaResolutionDueAt: due.resolutionDueAt,
  };
}
