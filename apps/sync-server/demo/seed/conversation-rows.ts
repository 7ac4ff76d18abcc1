import type { conversationAssignments } from '@holdfast/schema/tables/conversation-assignments';
import type { conversationNotes } from '@holdfast/schema/tables/conversation-notes';
import type { conversationTag } from '@holdfast/schema/tables/conversation-tag';
import type { conversationTransfers } from '@holdfast/schema/tables/conversation-transfers';
import type { conversations } from '@holdfast/schema/tables/conversations';
import type { messageAttachments } from '@holdfast/schema/tables/message-attachments';
import type { messageStatusUpdates } from '@holdfast/schema/tables/message-status-updates';
import type { messages } from '@holdfast/schema/tables/messages';

import { inboundPreview } from '../../src/inbox/inbound/inbound-preview.ts';
import { slaDueTimes } from '../../src/inbox/sla/sla-due-times.ts';
import type { ReferenceIds } from './insert-reference-rows.ts';
import type { PlannedConversation, PlannedMessage } from './plan-conversations.ts';
import type { StoredPicture } from './store-pictures.ts';

const secondMs = 1000;

export interface ConversationRows {
  conversations: (typeof conversations.$inferInsert)[];
  messages: (typeof messages.$inferInsert)[];
  attachments: (typeof messageAttachments.$inferInsert)[];
  statusUpdates: (typeof messageStatusUpdates.$inferInsert)[];
  assignments: (typeof conversationAssignments.$inferInsert)[];
  transfers: (typeof conversationTransfers.$inferInsert)[];
  notes: (typeof conversationNotes.$inferInsert)[];
  tags: (typeof conversationTag.$inferInsert)[];
}

export interface RowContext {
  reference: ReferenceIds;
  customerIds: ReadonlyMap<PlannedConversation['customer'], number>;
  takeId: () => number;
  takePicture: (message: PlannedMessage) => StoredPicture | undefined;
  now: number;
}

export function emptyRows(): ConversationRows {
  return {
    conversations: [],
    messages: [],
    attachments: [],
    statusUpdates: [],
    assignments: [],
    transfers: [],
    notes: [],
    tags: [],
  };
}

/** Adds all rows of one planned conversation, as if it had really taken place. */
export function addConversationRows(
  rows: ConversationRows,
  plan: PlannedConversation,
  context: RowContext,
): void {
  const id = context.takeId();
  const agentId = userId(context, plan.agent);
  addConversation(rows, plan, context, id);
  for (const message of plan.messages)
    addMessage(rows, { plan, message, conversationId: id, agentId, context });
  addAssignments(rows, plan, context, id);
  if (plan.note !== null) {
    const createdAt = iso(plan.note.at);
    rows.notes.push({
      conversationId: id,
      userId: agentId,
      content: plan.note.text,
      isPinned: plan.note.isPinned,
      createdAt,
      updatedAt: createdAt,
    });
  }
  for (const name of plan.tags) {
    const conversationTagId = context.reference.tags.get(name);
    if (conversationTagId !== undefined) rows.tags.push({ conversationId: id, conversationTagId });
  }
}

function addConversation(
  rows: ConversationRows,
  plan: PlannedConversation,
  context: RowContext,
  id: number,
): void {
  const { reference, now } = context;
  const first = plan.messages[0]?.at ?? now;
  const last = plan.messages.at(-1);
  const lastInbound = plan.messages.findLast((message) => message.from === 'customer');
  const firstResponse = plan.messages.find(
    (message) => message.from === 'agent' && message.at >= plan.matterSince,
  );
  const due = slaDueTimes(reference.defaultPolicy, plan.matterSince);
  rows.conversations.push({
    id,
    customerId: context.customerIds.get(plan.customer) ?? 0,
    platform: plan.customer.platform,
    platformConversationId: plan.customer.externalId,
    channelId: reference.channels.get(plan.customer.platform) ?? null,
    status: plan.status,
    priority: plan.priority,
    assignedTo: userId(context, plan.agent),
    createdAt: iso(first),
    updatedAt: iso(last?.at ?? first),
    lastMessageAt: iso(last?.at ?? first),
    lastMessagePreview: last === undefined ? null : preview(last),
    lastMessageDirection: last?.from === 'agent' ? 'outbound' : 'inbound',
    lastInboundAt: isoOrNull(lastInbound?.at),
    firstResponseAt: isoOrNull(firstResponse?.at),
    resolvedAt: isoOrNull(plan.resolvedAt),
    snoozedUntil: isoOrNull(plan.snoozedUntil),
    messageCount: plan.messages.length,
    unreadCount: plan.unread,
    readUntil: isoOrNull(plan.messages.at(-1 - plan.unread)?.at),
    slaPolicyId: reference.defaultPolicy.id,
    slaFirstResponseDueAt: due.firstResponseDueAt,
    slaResolutionDueAt: due.resolutionDueAt,
    slaFirstResponseBreached: iso(firstResponse?.at ?? now) > due.firstResponseDueAt,
    slaResolutionBreached: iso(plan.resolvedAt ?? now) > due.resolutionDueAt,
  });
}

interface MessageInput {
  plan: PlannedConversation;
  message: PlannedMessage;
  conversationId: number;
  agentId: number | null;
  context: RowContext;
}

function addMessage(rows: ConversationRows, input: MessageInput): void {
  const { message, conversationId, agentId, context } = input;
  const id = context.takeId();
  const createdAt = iso(message.at);
  const base = {
    id,
    conversationId,
    content: message.text,
    platformMessageId: `demo-${id}`,
    createdAt,
  };
  if (message.from === 'customer') {
    const picture = context.takePicture(message);
    const type = picture === undefined ? 'text' : 'image';
    rows.messages.push({
      ...base,
      direction: 'inbound',
      type,
      senderType: 'customer',
      status: 'delivered',
      updatedAt: createdAt,
    });
    if (picture !== undefined) {
      rows.attachments.push({ ...picture, messageId: id, conversationId, createdAt, updatedAt: createdAt });
    }
    return;
  }
  const steps = deliverySteps(input);
  const reached = steps.at(-1);
  rows.messages.push({
    ...base,
    direction: 'outbound',
    type: 'text',
    senderType: 'user',
    userId: agentId,
    status: reached?.status ?? 'pending',
    updatedAt: iso(reached?.at ?? message.at),
    deliveredAt: isoOrNull(steps.find((step) => step.status === 'delivered')?.at),
    readAt: isoOrNull(steps.find((step) => step.status === 'read')?.at),
    failedAt: isoOrNull(steps.find((step) => step.status === 'failed')?.at),
    errorMessage: message.failed ?? null,
    metadata: { composed_at: createdAt },
  });
  for (const step of steps) {
    rows.statusUpdates.push({ messageId: id, conversationId, status: step.status, statusAt: iso(step.at) });
  }
}

/** Receipts of an agent's message: read if the customer replied later (or by chance), otherwise delivered. */
function deliverySteps({ plan, message, context }: MessageInput) {
  if (message.failed !== undefined) return [{ status: 'failed', at: message.at + 4 * secondMs }] as const;
  const answered = plan.messages.some((later) => later.from === 'customer' && later.at > message.at);
  const steps = [
    { status: 'sent', at: message.at + secondMs },
    { status: 'delivered', at: message.at + 3 * secondMs },
    ...(answered || message.at % 3 === 0
      ? [{ status: 'read', at: message.at + 40 * secondMs } as const]
      : []),
  ] as const;
  return steps.filter((step) => step.at <= context.now);
}

function addAssignments(
  rows: ConversationRows,
  plan: PlannedConversation,
  context: RowContext,
  id: number,
): void {
  const agentId = userId(context, plan.agent);
  const start = plan.messages[0]?.at;
  if (agentId === null || start === undefined) return;
  const previous = userId(context, plan.transferredFrom);
  if (previous === null) {
    rows.assignments.push(assignment(id, agentId, 'auto_round_robin', start + secondMs));
    return;
  }
  const transferredAt = start + 90 * secondMs;
  rows.assignments.push({
    ...assignment(id, previous, 'auto_round_robin', start + secondMs),
    unassignedAt: iso(transferredAt),
  });
  rows.assignments.push({ ...assignment(id, agentId, 'transfer', transferredAt), assignedBy: previous });
  rows.transfers.push({
    conversationId: id,
    fromUserId: previous,
    toUserId: agentId,
    transferredBy: previous,
    reason: 'Knows the customer from last time.',
    transferredAt: iso(transferredAt),
    createdAt: iso(transferredAt),
    updatedAt: iso(transferredAt),
  });
}

function assignment(
  conversationId: number,
  assignedTo: number,
  assignmentType: 'auto_round_robin' | 'transfer',
  at: number,
) {
  return {
    conversationId,
    assignedTo,
    assignmentType,
    assignedAt: iso(at),
    createdAt: iso(at),
    updatedAt: iso(at),
  };
}

function userId(context: RowContext, index: number | null): number | null {
  return index === null ? null : (context.reference.users[index] ?? null);
}

function preview(message: PlannedMessage): string {
  return inboundPreview(message.picture === undefined ? 'text' : 'image', message.text, undefined);
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function isoOrNull(milliseconds: number | null | undefined): string | null {
  return milliseconds === null || milliseconds === undefined ? null : iso(milliseconds);
}
