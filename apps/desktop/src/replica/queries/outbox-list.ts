import type { OutboxItem } from '../../contract/outbox.ts';
import { staleNoticeOf } from './stale-notice.ts';
import type { RefusalRow } from './stale-notice.ts';
import { replicaErrorFromCode } from '../errors/to-replica-error.ts';
import type { NamedQuery } from './query-context.ts';
import { isVisibleMutationSql } from '../actions/quiet-mutations.ts';

type Row = Omit<OutboxItem, 'error' | 'stale'> & RefusalRow & { readonly code: string | null };

export const outboxList: NamedQuery<'outbox.list'> = async ({ database }) => {
  const rows = await database.rows<Row>(
    `select o.mutation_id as "mutationId", o.name, o.state, o.composed_at as "composedAt", o.code,
      o.conversation_id as "conversationId", cu.name as "customerName", o.args->>'content' as text,
      o.details, assignee.name as "assigneeName"
    from outbox o
      left join conversations c on c.id = o.conversation_id
      left join customers cu on cu.id = c.customer_id
      left join users assignee on assignee.id = (o.details->>'assignedTo')::bigint
    where o.${isVisibleMutationSql}
    order by o.mutation_id`,
  );
  const items = rows.map(({ code, details, assigneeName, ...item }) => ({
    ...item,
    error: code === null ? null : replicaErrorFromCode(code),
    stale: staleNoticeOf({ details, assigneeName }),
  }));
  return {
    result: {
      items,
      queuedCount: items.filter(({ state }) => state === 'queued').length,
      refusedCount: items.filter(({ state }) => state === 'refused').length,
    },
    dependsOn: ['outbox', 'table:customers'],
  };
};
