/**
 * States of a conversation: `new` until an agent acts on it; `archived` removes it from every replica for good (S1).
 */
export const conversationStatuses = ['new', 'open', 'pending', 'resolved', 'archived'] as const;
/** One of {@link conversationStatuses}. */
export type ConversationStatus = (typeof conversationStatuses)[number];

/** Kinds of thread on a platform. */
export const channelTypes = ['direct', 'broadcast', 'group'] as const;
/** One of {@link channelTypes}. */
export type ChannelType = (typeof channelTypes)[number];

/** Priorities of a conversation, least urgent first. */
export const conversationPriorities = ['none', 'low', 'medium', 'high', 'urgent'] as const;
/** One of {@link conversationPriorities}. */
export type ConversationPriority = (typeof conversationPriorities)[number];

/** Characters that the reason of a transfer may have. */
export const maximumTransferReasonLength = 1000;

/** Ways in which a conversation was assigned to an agent. */
export const assignmentTypes = ['manual', 'auto_round_robin', 'claim', 'transfer'] as const;
/** One of {@link assignmentTypes}. */
export type AssignmentType = (typeof assignmentTypes)[number];
