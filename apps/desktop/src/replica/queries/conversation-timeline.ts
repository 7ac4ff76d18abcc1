import { timelineInputSchema } from '../../contract/timeline.ts';
import type {
  TimelineEvent,
  TimelineItem,
  TimelineMessage,
  TimelineNote,
  TimelineRefused,
} from '../../contract/timeline.ts';
import { conversationKey } from '../live/change-set.ts';
import { replicaErrorFromCode } from '../errors/to-replica-error.ts';
import { isoText, personColumn } from './fragments.ts';
import { queuedMutations, writtenTexts } from './mutator-values.ts';
import { staleNoticeOf } from './stale-notice.ts';
import type { RefusalRow } from './stale-notice.ts';
import type { NamedQuery, QueryContext } from './query-context.ts';

/** An item with its exact position: time in microseconds, then id. */
type Placed<Item> = Item & { readonly placedAt: string; readonly placedId: number };

export const conversationTimeline: NamedQuery<'conversation.timeline'> = async (context, input) => {
  const { id, limit } = timelineInputSchema.parse(input);
  const [conversation] = await context.database.rows<{
    readUntil: string | null;
    hasOlderOnServer: boolean;
  }>(
    `select read_until as "readUntil", coalesce(held.window_from_id is not null or held.scope = 'header', false) as "hasOlderOnServer"
    from conversations left join held_conversations held on held.conversation_id = id where id = $1`,
    [id],
  );
  // One more item than requested, to find out if there are more.
  const scope = [id, limit + 1];
  const placed: readonly Placed<TimelineItem>[] = [
    ...(await messages(context, scope)),
    ...(await notes(context, scope)),
    ...(await events(context, scope)),
    ...(await refused(context, scope)),
  ].sort((a, b) => compare(a.placedAt, b.placedAt) || a.placedId - b.placedId);
  return {
    result: {
      conversationId: id,
      items: placed.slice(-limit).map(({ placedAt: _at, placedId: _id, ...item }) => item),
      hasMore: placed.length > limit,
      hasOlderOnServer: conversation?.hasOlderOnServer ?? false,
      readUntil: conversation?.readUntil ?? null,
    },
    dependsOn: [conversationKey(id), 'table:users', 'table:customers', 'outbox'],
  };
};

async function messages({ database }: QueryContext, scope: readonly unknown[]) {
  return await database.rows<Placed<TimelineMessage>>(
    `select 'message' as kind, 'message:' || m.id as key, m.id, m.created_at as "createdAt",
      ${isoText('m.created_at')} as "placedAt", m.id as "placedId",
      m.direction, m.sender_type as "senderType", m.type, m.content as text, m.status,
      case m.sender_type when 'user' then ${personColumn('u')} when 'customer' then ${personColumn('cu')} end as sender,
      o.mutation_id is not null as queued, o.mutation_id as "mutationId",
      coalesce(m.failed_at, m.read_at, m.delivered_at) as "statusAt", m.error_message as "errorMessage",
      m.metadata->>'composed_at' as "composedAt",
      coalesce((select json_agg(json_build_object('id', a.id, 'type', a.type, 'filename', a.filename,
          'mimeType', a.mime_type, 'fileSize', a.file_size, 'width', a.width, 'height', a.height,
          'duration', a.duration, 'url', 'holdfast://app/attachments/' || a.id) order by a.id)
        from message_attachments a where a.message_id = m.id), '[]'::json) as attachments
    from messages m
      join conversations c on c.id = m.conversation_id
      left join customers cu on cu.id = c.customer_id
      left join users u on u.id = m.user_id
      left join ${queuedMutations('messages', '$1')} o on o.row_id = m.id
    where m.conversation_id = $1
    order by m.created_at desc, m.id desc
    limit $2`,
    scope,
  );
}

async function notes({ database }: QueryContext, scope: readonly unknown[]) {
  return await database.rows<Placed<TimelineNote>>(
    `select 'note' as kind, 'note:' || n.id as key, n.id, n.created_at as "createdAt",
      ${isoText('n.created_at')} as "placedAt", n.id as "placedId",
      ${personColumn('u')} as author, n.content as text, n.is_pinned as "isPinned",
      o.mutation_id is not null as queued, o.mutation_id as "mutationId"
    from conversation_notes n
      left join users u on u.id = n.user_id
      left join ${queuedMutations('conversation_notes', '$1')} o on o.row_id = n.id
    where n.conversation_id = $1
    order by n.created_at desc, n.id desc
    limit $2`,
    scope,
  );
}

/** A transfer is shown as one event: the assignment that it made is left out. */
async function events({ database }: QueryContext, scope: readonly unknown[]) {
  return await database.rows<Placed<TimelineEvent>>(
    `select 'event' as kind, key, at as "createdAt", ${isoText('at')} as "placedAt", id as "placedId", event
    from (
      select 'opened:' || id as key, id, created_at as at, json_build_object('type', 'opened') as event
      from conversations where id = $1
      union all
      select 'resolved:' || id, id, resolved_at, json_build_object('type', 'resolved')
      from conversations where id = $1 and resolved_at is not null
      union all
      select 'assigned:' || a.id, a.id, a.assigned_at, json_build_object('type', 'assigned',
        'to', ${personColumn('assignee')}, 'by', ${personColumn('assigner')}, 'how', a.assignment_type)
      from conversation_assignments a
        left join users assignee on assignee.id = a.assigned_to
        left join users assigner on assigner.id = a.assigned_by
      where a.conversation_id = $1 and a.assignment_type <> 'transfer'
      union all
      select 'transferred:' || t.id, t.id, t.transferred_at, json_build_object('type', 'transferred',
        'from', ${personColumn('giver')}, 'to', ${personColumn('taker')}, 'by', ${personColumn('mover')},
        'reason', t.reason)
      from conversation_transfers t
        left join users giver on giver.id = t.from_user_id
        left join users taker on taker.id = t.to_user_id
        left join users mover on mover.id = t.transferred_by
      where t.conversation_id = $1
    ) as happened
    order by at desc, id desc
    limit $2`,
    scope,
  );
}

async function refused({ database }: QueryContext, scope: readonly unknown[]) {
  type Row = Placed<Omit<TimelineRefused, 'error' | 'stale'>> & RefusalRow & { readonly code: string };
  const rows = await database.rows<Row>(
    `select 'refused' as kind, 'refused:' || mutation_id as key, mutation_id as "mutationId",
      composed_at as "createdAt", ${isoText('composed_at')} as "placedAt", mutation_id as "placedId",
      mode,
      coalesce(args->>'content', '') as text, coalesce(code, 'HF_INTERNAL') as code,
      details, assignee.name as "assigneeName"
    from outbox join ${writtenTexts} on mutator = outbox.name
      left join users assignee on assignee.id = (details->>'assignedTo')::bigint
    where conversation_id = $1 and state = 'refused'
    order by mutation_id desc
    limit $2`,
    scope,
  );
  return rows.map(({ code, details, assigneeName, ...item }): Placed<TimelineRefused> => ({
    ...item,
    error: replicaErrorFromCode(code),
    stale: staleNoticeOf({ details, assigneeName }),
  }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
