import type { MessageType } from '@holdfast/schema/domain/message';

/** Everything an adapter needs to send one message. */
export interface OutboundMessage {
  id: number;
  conversationId: number;
  type: MessageType;
  content: string | null;
  createdAt: string;
  /** The contact's id on the platform. */
  contactExternalId: string;
  agentName: string | null;
  replyToExternalId: string | null;
}

/** Result of one attempt to send. */
export type SendOutcome =
  | { kind: 'sent'; platformMessageId?: string | undefined }
  /** The receiver rejected the message: a retry would not help. */
  | { kind: 'refused'; reason: string }
  /** A retry can succeed. */
  | { kind: 'unreachable'; reason: string };
