/** Events that trigger an automated reply. */
export const automatedReplyTriggers = ['keyword', 'greeting', 'away'] as const;
/** What an automated reply sends. */
export const automatedReplyTypes = ['text', 'template', 'buttons'] as const;
/** States of a campaign. */
export const campaignStatuses = ['draft', 'scheduled', 'running', 'completed', 'cancelled'] as const;
/** A platform's decision about a template. Only an `approved` template can be sent. */
export const templateStatuses = ['pending', 'approved', 'rejected'] as const;
