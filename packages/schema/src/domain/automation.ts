/** What makes an automated reply fire. */
export const automatedReplyTriggers = ['keyword', 'greeting', 'away'] as const;
/** What an automated reply sends. */
export const automatedReplyTypes = ['text', 'template', 'buttons'] as const;
/** Life of a campaign. */
export const campaignStatuses = ['draft', 'scheduled', 'running', 'completed', 'cancelled'] as const;
/** Whether a platform lets a template be sent. */
export const templateStatuses = ['pending', 'approved', 'rejected'] as const;
