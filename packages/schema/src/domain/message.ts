/** `inbound` comes from the customer, `outbound` goes to the customer. */
export const messageDirections = ['inbound', 'outbound'] as const;
/** One of {@link messageDirections}. */
export type MessageDirection = (typeof messageDirections)[number];

/**
 * Kinds of message content. `unsupported` stands for content that Holdfast does not know, so that the message stays
 * visible.
 */
export const messageTypes = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contact',
  'reaction',
  'template',
  'interactive',
  'unsupported',
] as const;
/** One of {@link messageTypes}. */
export type MessageType = (typeof messageTypes)[number];

/** Kinds of author of a message. */
export const senderTypes = ['customer', 'user', 'system'] as const;
/** One of {@link senderTypes}. */
export type SenderType = (typeof senderTypes)[number];

/**
 * Delivery states of an outbound message, in the order in which it can advance. `failed` is final unless it is retried.
 */
export const messageStatuses = ['pending', 'sent', 'delivered', 'read', 'failed'] as const;
/** One of {@link messageStatuses}. */
export type MessageStatus = (typeof messageStatuses)[number];

/** How a file is displayed. */
export const attachmentTypes = ['image', 'video', 'audio', 'document'] as const;
/** One of {@link attachmentTypes}. */
export type AttachmentType = (typeof attachmentTypes)[number];

/** Maximum length of one message, in UTF-16 code units. A longer one is refused before it is queued. */
export const maxMessageLength = 10_000;
