import type { MessageType } from '@holdfast/schema/domain/message';

/** All that an adapter needs to send one message. */
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

/** What became of one attempt to send. */
export type SendOutcome =
  | { kind: 'sent'; platformMessageId?: string | undefined }
  /** The other side understood and said no: sending it again would not help. */
  | { kind: 'refused'; reason: string }
  /** It may work later. */
  | { kind: 'unreachable'; reason: string };
