import type { CustomerPanel, PreviousConversation } from '../../contract/conversation.ts';
import { conversationKey } from '../live/change-set.ts';
import { channelColumn, conversationSource, isoText, tagsColumn } from './fragments.ts';
import type { NamedQuery } from './query-context.ts';

type Row = Omit<CustomerPanel, 'previous'>;

export const conversationCustomer: NamedQuery<'conversation.customer'> = async ({ database }, { id }) => {
  const [panel] = await database.rows<Row>(
    `select c.id as "conversationId", ${tagsColumn} as tags,
      json_build_object('id', cu.id, 'name', cu.name, 'avatarUrl', cu.avatar_url, 'email', cu.email, 'phone', cu.phone,
        'locale', cu.locale, 'createdAt', ${isoText('cu.created_at')}, 'metadata', cu.metadata) as customer,
      json_build_object('policyName', policy.name,
        'firstResponseDueAt', ${isoText('c.sla_first_response_due_at')},
        'firstResponseAt', ${isoText('c.first_response_at')},
        'firstResponseBreached', c.sla_first_response_breached,
        'resolutionDueAt', ${isoText('c.sla_resolution_due_at')},
        'resolvedAt', ${isoText('c.resolved_at')},
        'resolutionBreached', c.sla_resolution_breached) as sla
    from ${conversationSource} left join sla_policies policy on policy.id = c.sla_policy_id
    where c.id = $1`,
    [id],
  );
  if (panel === undefined) return { result: null, dependsOn: [conversationKey(id)] };
  const previous = await database.rows<PreviousConversation>(
    `select c.id, c.status, ${channelColumn} as channel, c.last_message_at as "lastMessageAt",
      c.last_message_preview as "lastMessagePreview"
    from ${conversationSource}
    where c.customer_id = $2 and c.id <> $1
    order by c.last_message_at desc nulls last, c.id desc
    limit 20`,
    [id, panel.customer.id],
  );
  return {
    result: { ...panel, previous },
    dependsOn: [
      conversationKey(id),
      'table:customers',
      'table:conversations',
      'table:conversation_tags',
      'table:sla_policies',
      'table:channels',
    ],
  };
};
