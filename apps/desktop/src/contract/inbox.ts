import { z } from 'zod';
import { platforms } from '@holdfast/schema/domain/platform';
import type { ConversationStatus, ConversationPriority } from '@holdfast/schema/domain/conversation';
import type { MessageDirection } from '@holdfast/schema/domain/message';
import type { ChannelReference, PersonReference, SlaClock, TagReference, Timestamp } from './references.ts';

/**
 * `mine`: assigned to the agent and active. `queue`: unassigned; the agent can claim it. `snoozed`: assigned to the
 * agent and hidden until a given time. `resolved`: assigned to the agent and done.
 */
export const inboxViewSchema = z.enum(['mine', 'queue', 'snoozed', 'resolved']);
export type InboxView = z.infer<typeof inboxViewSchema>;

export const inboxFilterSchema = z.object({
  /** Matched against the customer's name and the last message's preview, ignoring case. */
  text: z.string().max(200).optional(),
  tagIds: z.array(z.number().int()).optional(),
  platforms: z.array(z.enum(platforms)).optional(),
  unreadOnly: z.boolean().optional(),
});
export type InboxFilter = z.infer<typeof inboxFilterSchema>;

export const inboxListInputSchema = z.object({
  view: inboxViewSchema,
  filter: inboxFilterSchema.optional(),
  /** Maximum number of rows, newest first; `total` of the result counts all. */
  limit: z.number().int().min(1).max(2000).default(500),
});
export type InboxListInput = z.input<typeof inboxListInputSchema>;

export interface InboxRow {
  readonly id: number;
  readonly customer: PersonReference;
  readonly channel: ChannelReference;
  readonly status: ConversationStatus;
  readonly priority: ConversationPriority;
  readonly assignedTo: number | null;
  readonly lastMessageAt: Timestamp | null;
  readonly lastMessagePreview: string | null;
  readonly lastMessageDirection: MessageDirection | null;
  readonly unreadCount: number;
  readonly snoozedUntil: Timestamp | null;
  readonly tags: readonly TagReference[];
  readonly sla: SlaClock | null;
  readonly hasDraft: boolean;
  /** Changes of this device that the server has not confirmed yet. */
  readonly queuedCount: number;
  /** Changes that the server refused and that the agent has not handled yet. */
  readonly refusedCount: number;
}

export interface InboxList {
  readonly view: InboxView;
  readonly rows: readonly InboxRow[];
  readonly total: number;
}

export interface ViewCount {
  readonly total: number;
  readonly unread: number;
}

export interface InboxCounts {
  readonly mine: ViewCount;
  readonly queue: ViewCount;
  readonly snoozed: ViewCount;
  readonly resolved: ViewCount;
  readonly outbox: { readonly queued: number; readonly refused: number };
  readonly drafts: number;
}
