import { z } from 'zod';
import type { ConversationStatus, ConversationPriority } from '@holdfast/schema/domain/conversation';
import type { Platform } from '@holdfast/schema/domain/platform';
import type { UserRole } from '@holdfast/schema/domain/user';
import type { ChannelReference, PersonReference, SlaClock, TagReference, Timestamp } from './references.ts';

export const conversationInputSchema = z.object({ id: z.number().int() });
export type ConversationInput = z.infer<typeof conversationInputSchema>;

/** A query returns null in place of this if the replica does not hold the conversation, or no longer does. */
export interface ConversationHeader {
  readonly id: number;
  /**
   * `mine`: the history is here and the agent can reply. `queue`: only this header and a preview, until the agent
   * claims it. `header`: assigned to the agent, but the history has not arrived yet.
   */
  readonly scope: 'mine' | 'queue' | 'header';
  readonly customer: PersonReference;
  readonly channel: ChannelReference;
  readonly status: ConversationStatus;
  readonly priority: ConversationPriority;
  readonly assignee: PersonReference | null;
  readonly snoozedUntil: Timestamp | null;
  readonly unreadCount: number;
  readonly messageCount: number;
  readonly tags: readonly TagReference[];
  readonly sla: SlaClock | null;
  readonly lastMessageAt: Timestamp | null;
  readonly createdAt: Timestamp;
  readonly queuedCount: number;
  readonly refusedCount: number;
}

export interface CustomerPanel {
  readonly conversationId: number;
  readonly customer: PersonReference & {
    readonly email: string | null;
    readonly phone: string | null;
    readonly locale: string | null;
    readonly createdAt: Timestamp;
    readonly metadata: Readonly<Record<string, unknown>>;
  };
  readonly sla: {
    readonly policyName: string | null;
    readonly firstResponseDueAt: Timestamp | null;
    readonly firstResponseAt: Timestamp | null;
    readonly firstResponseBreached: boolean;
    readonly resolutionDueAt: Timestamp | null;
    readonly resolvedAt: Timestamp | null;
    readonly resolutionBreached: boolean;
  };
  readonly tags: readonly TagReference[];
  /** Other conversations of the same customer that this replica holds, newest first. */
  readonly previous: readonly PreviousConversation[];
}

export interface PreviousConversation {
  readonly id: number;
  readonly channel: ChannelReference;
  readonly status: ConversationStatus;
  readonly lastMessageAt: Timestamp | null;
  readonly lastMessagePreview: string | null;
}

export interface UserReference extends PersonReference {
  readonly email: string;
  readonly role: UserRole;
  readonly isActive: boolean;
  /** The signed-in agent. */
  readonly isSelf: boolean;
}

export interface TagDefinition extends TagReference {
  readonly description: string | null;
}

export interface CannedResponse {
  readonly id: number;
  readonly title: string;
  /** The text after the `/`, without the slash. */
  readonly shortcut: string;
  /** Can contain placeholders such as `{{customer.name}}` and `{{agent.name}}`; the composer fills them in. */
  readonly content: string;
  readonly category: string | null;
  readonly isShared: boolean;
  /** Empty: the response is for every platform. */
  readonly platforms: readonly Platform[];
  readonly usageCount: number;
  readonly lastUsedAt: Timestamp | null;
}
