import type { InboxCounts, ViewCount } from '../../contract/inbox.ts';
import { unreadColumn, viewConditions } from './fragments.ts';
import type { NamedQuery } from './query-context.ts';
import { isVisibleMutationSql } from '../actions/quiet-mutations.ts';

type Row = Pick<InboxCounts, 'mine' | 'queue' | 'snoozed' | 'resolved' | 'outbox'>;

export const inboxCounts: NamedQuery<'inbox.counts'> = async ({ database, userId, drafts }) => {
  const [row] = await database.rows<Row>(
    `select ${viewCount('mine')}, ${viewCount('queue')}, ${viewCount('snoozed')}, ${viewCount('resolved')},
      (select json_build_object('queued', count(*) filter (where state = 'queued'),
        'refused', count(*) filter (where state = 'refused'))
        from outbox where ${isVisibleMutationSql}) as outbox
    from conversations c where $1::bigint is not null`,
    [userId],
  );
  const none: ViewCount = { total: 0, unread: 0 };
  return {
    result: {
      mine: row?.mine ?? none,
      queue: row?.queue ?? none,
      snoozed: row?.snoozed ?? none,
      resolved: row?.resolved ?? none,
      outbox: row?.outbox ?? { queued: 0, refused: 0 },
      drafts: drafts.size,
    },
    dependsOn: ['table:conversations', 'outbox', 'drafts'],
  };
};

function viewCount(view: keyof typeof viewConditions): string {
  const condition = viewConditions[view];
  return `json_build_object('total', count(*) filter (where ${condition}),
    'unread', count(*) filter (where ${condition} and ${unreadColumn} > 0)) as ${view}`;
}
