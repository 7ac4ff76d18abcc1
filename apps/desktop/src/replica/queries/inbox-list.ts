import { inboxListInputSchema } from '../../contract/inbox.ts';
import type { InboxFilter, InboxRow } from '../../contract/inbox.ts';
import {
  channelColumn,
  conversationSource,
  customerColumn,
  queuedCountColumn,
  refusedCountColumn,
  slaColumn,
  tagsColumn,
  unreadColumn,
  viewConditions,
} from './fragments.ts';
import type { NamedQuery } from './query-context.ts';

type Row = Omit<InboxRow, 'hasDraft'> & { readonly total: number };

export const inboxList: NamedQuery<'inbox.list'> = async ({ database, userId, drafts }, input) => {
  const { view, filter, limit } = inboxListInputSchema.parse(input);
  const { conditions, parameters } = filterConditions(filter ?? {}, [userId, limit]);
  const rows = await database.rows<Row>(
    `select c.id, c.status, c.priority,
      ${customerColumn} as customer, ${channelColumn} as channel, ${tagsColumn} as tags, ${slaColumn} as sla,
      c.assigned_to as "assignedTo", c.last_message_at as "lastMessageAt",
      c.last_message_preview as "lastMessagePreview", c.last_message_direction as "lastMessageDirection",
      ${unreadColumn} as "unreadCount", c.snoozed_until as "snoozedUntil",
      ${queuedCountColumn} as "queuedCount", ${refusedCountColumn} as "refusedCount",
      count(*) over () as total
    from ${conversationSource}
    where $1::bigint is not null and ${[viewConditions[view], ...conditions].join(' and ')}
    order by c.last_message_at desc nulls last, c.id desc
    limit $2`,
    parameters,
  );
  return {
    result: {
      view,
      rows: rows.map(({ total: _total, ...row }) => ({ ...row, hasDraft: drafts.has(row.id) })),
      total: rows[0]?.total ?? 0,
    },
    dependsOn: [
      'table:conversations',
      'table:customers',
      'table:conversation_tag',
      'table:conversation_tags',
      'table:channels',
      'outbox',
      'drafts',
    ],
  };
};

function filterConditions(filter: InboxFilter, first: readonly unknown[]) {
  const parameters = [...first];
  const conditions: string[] = [];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  const text = filter.text?.trim() ?? '';
  if (text !== '') {
    const pattern = parameter(`%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    conditions.push(`(cu.name ilike ${pattern} or c.last_message_preview ilike ${pattern})`);
  }
  if (filter.tagIds !== undefined && filter.tagIds.length > 0) {
    conditions.push(`exists (select 1 from conversation_tag ct where ct.conversation_id = c.id
      and ct.conversation_tag_id = any(${parameter(filter.tagIds)}::bigint[]))`);
  }
  if (filter.platforms !== undefined && filter.platforms.length > 0) {
    conditions.push(`c.platform = any(${parameter(filter.platforms)}::text[])`);
  }
  if (filter.unreadOnly === true) conditions.push(`${unreadColumn} > 0`);
  return { conditions, parameters };
}
