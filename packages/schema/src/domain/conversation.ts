/** Life of a conversation: `new` until an agent touches it, `archived` once it leaves every replica for good. */
export const conversationStatuses = ['new', 'open', 'pending', 'resolved', 'archived'] as const;
/** One of {@link conversationStatuses}. */
export type ConversationStatus = (typeof conversationStatuses)[number];

/** What kind of thread the platform opened. */
export const channelTypes = ['direct', 'broadcast', 'group'] as const;
/** One of {@link channelTypes}. */
export type ChannelType = (typeof channelTypes)[number];

/** How urgent a conversation is, least urgent first. */
export const conversationPriorities = ['none', 'low', 'medium', 'high', 'urgent'] as const;
/** One of {@link conversationPriorities}. */
export type ConversationPriority = (typeof conversationPriorities)[number];

/** Characters that the reason of a transfer may have. */
export const maximumTransferReasonLength = 1000;

/** How a conversation came to its agent. */
export const assignmentTypes = ['manual', 'auto_round_robin', 'claim', 'transfer'] as const;
/** One of {@link assignmentTypes}. */
export type AssignmentType = (typeof assignmentTypes)[number];
