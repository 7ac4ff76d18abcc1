/** `inbound` comes from the customer, `outbound` goes to the customer. */
export const messageDirections = ['inbound', 'outbound'] as const;
/** One of {@link messageDirections}. */
export type MessageDirection = (typeof messageDirections)[number];

/** What a message carries; `unsupported` keeps a visible place for what a platform sends and Holdfast does not know. */
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

/** Who wrote a message. */
export const senderTypes = ['customer', 'user', 'system'] as const;
/** One of {@link senderTypes}. */
export type SenderType = (typeof senderTypes)[number];

/** Delivery of an outbound message, in the order in which it may advance; `failed` is final unless it is retried. */
export const messageStatuses = ['pending', 'sent', 'delivered', 'read', 'failed'] as const;
/** One of {@link messageStatuses}. */
export type MessageStatus = (typeof messageStatuses)[number];

/** What a file is shown as. */
export const attachmentTypes = ['image', 'video', 'audio', 'document'] as const;
/** One of {@link attachmentTypes}. */
export type AttachmentType = (typeof attachmentTypes)[number];

/** Characters that one message may hold; longer ones are refused before they are queued. */
export const maxMessageLength = 10_000;
