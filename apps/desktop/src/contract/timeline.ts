import { z } from 'zod';
import type {
  MessageDirection,
  MessageStatus,
  MessageType,
  SenderType,
} from '@holdfast/schema/domain/message';
import type { ReplicaError } from './replica-error.ts';
import type { StaleReplyNotice } from './outbox.ts';
import type { PersonReference, Timestamp } from './references.ts';

/** The maximum number of messages of one conversation on a device, plus its notes and events. */
export const maxTimelineItems = 60_000;

export const timelineInputSchema = z.object({
  id: z.number().int(),
  /** Number of items to return, newest first; a higher limit pages back. */
  limit: z.number().int().min(1).max(maxTimelineItems).default(200),
});
export type TimelineInput = z.input<typeof timelineInputSchema>;

export interface Timeline {
  readonly conversationId: number;
  /** Oldest first. */
  readonly items: readonly TimelineItem[];
  /** True when the replica holds older items beyond `limit`. */
  readonly hasMore: boolean;
  /** True when the server has older messages that this device does not hold. */
  readonly hasOlderOnServer: boolean;
  /** The agent's read marker: newer inbound messages are unread. */
  readonly readUntil: Timestamp | null;
}

export type TimelineItem = TimelineMessage | TimelineNote | TimelineEvent | TimelineRefused;

interface TimelineEntry {
  /** Unique in the timeline and stable over time, for instance `message:42`. */
  readonly key: string;
  readonly createdAt: Timestamp;
}

export interface TimelineMessage extends TimelineEntry {
  readonly kind: 'message';
  readonly id: number;
  readonly direction: MessageDirection;
  readonly senderType: SenderType;
  /** The agent for `user`, the customer for `customer`, null for `system`. */
  readonly sender: PersonReference | null;
  readonly type: MessageType;
  readonly text: string | null;
  /** The channel's state. While `queued` is true, the message has not reached the server. */
  readonly status: MessageStatus;
  readonly queued: boolean;
  /** The outbox item of a queued message. */
  readonly mutationId: number | null;
  readonly statusAt: Timestamp | null;
  readonly errorMessage: string | null;
  /** When it was written, if that is earlier than its place in the conversation; otherwise null. */
  readonly composedAt: Timestamp | null;
  readonly attachments: readonly TimelineAttachment[];
}

export interface TimelineAttachment {
  readonly id: number;
  readonly type: string;
  readonly filename: string | null;
  readonly mimeType: string | null;
  readonly fileSize: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly duration: number | null;
  /**
   * `holdfast://app/attachments/<id>`; responds with 404 if the file is not cached and the server cannot be reached.
   */
  readonly url: string;
}

export interface TimelineNote extends TimelineEntry {
  readonly kind: 'note';
  readonly id: number;
  readonly author: PersonReference | null;
  readonly text: string;
  readonly isPinned: boolean;
  readonly queued: boolean;
  readonly mutationId: number | null;
}

export interface TimelineEvent extends TimelineEntry {
  readonly kind: 'event';
  readonly event:
    | { readonly type: 'opened' }
    | { readonly type: 'resolved' }
    | {
        readonly type: 'assigned';
        readonly to: PersonReference | null;
        readonly by: PersonReference | null;
        /** `manual`, `auto_round_robin`, `claim`, … */
        readonly how: string;
      }
    | {
        readonly type: 'transferred';
        readonly from: PersonReference | null;
        readonly to: PersonReference | null;
        readonly by: PersonReference | null;
        readonly reason: string | null;
      };
}

/** A refused reply or note. It is shown at the place where it was written until it is retried, edited or discarded. */
export interface TimelineRefused extends TimelineEntry {
  readonly kind: 'refused';
  readonly mutationId: number;
  readonly mode: 'reply' | 'note';
  readonly text: string;
  readonly error: ReplicaError;
  readonly stale: StaleReplyNotice | null;
}
