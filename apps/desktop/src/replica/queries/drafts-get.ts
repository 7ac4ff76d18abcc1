import type { NamedQuery } from './query-context.ts';

export const draftsGet: NamedQuery<'drafts.get'> = ({ drafts }, { conversationId }) =>
  Promise.resolve({ result: drafts.get(conversationId) ?? null, dependsOn: ['drafts'] });
