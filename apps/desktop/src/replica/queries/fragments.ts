import { queueSql } from '@holdfast/schema/scope/conversation-scope';
import { isVisibleMutationSql } from '../actions/quiet-mutations.ts';

/** SQL shared by several named queries. Aliases: `c` conversations, `cu` customers, `ch` channels. */

export const conversationSource = `conversations c
  join customers cu on cu.id = c.customer_id
  left join channels ch on ch.id = c.channel_id`;

export const customerColumn = `json_build_object('id', cu.id, 'name', cu.name, 'avatarUrl', cu.avatar_url)`;

export const channelColumn = `json_build_object('id', coalesce(ch.id, 0), 'name', coalesce(ch.name, c.platform), 'platform', c.platform)`;

export const tagsColumn = `coalesce((
  select json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name)
  from conversation_tag ct join conversation_tags t on t.id = ct.conversation_tag_id
  where ct.conversation_id = c.id), '[]'::json)`;

/** The server's count, or 0 if the agent has read the newest customer message: the server's 0 comes later. */
export const unreadColumn = `case when c.read_until >= c.last_inbound_at then 0 else c.unread_count end`;

/** The SLA due time that comes next and is not met yet. */
export const slaColumn = `case
  when c.status in ('resolved', 'archived') then null
  when c.first_response_at is null and c.sla_first_response_due_at is not null then json_build_object(
    'kind', 'first_response', 'dueAt', ${isoText('c.sla_first_response_due_at')}, 'breached', c.sla_first_response_breached)
  when c.resolved_at is null and c.sla_resolution_due_at is not null then json_build_object(
    'kind', 'resolution', 'dueAt', ${isoText('c.sla_resolution_due_at')}, 'breached', c.sla_resolution_breached)
  end`;

export const queuedCountColumn = outboxCount('queued');
export const refusedCountColumn = outboxCount('refused');

/** The time of `DeviceClock`: the device's time plus the measured offset. */
const currentTime = `(now() + coalesce(nullif(current_setting('holdfast.clock_offset', true), ''), '0')::interval)`;

const ownAndAwake = `c.assigned_to = $1 and c.status in ('new', 'open', 'pending')`;

/** The conversations of each view. `$1` is the agent's user id. */
export const viewConditions = {
  mine: `${ownAndAwake} and (c.snoozed_until is null or c.snoozed_until <= ${currentTime})`,
  queue: queueSql('c'),
  snoozed: `${ownAndAwake} and c.snoozed_until > ${currentTime}`,
  resolved: `c.assigned_to = $1 and c.status = 'resolved'`,
} as const;

/** A person as `{id, name, avatarUrl}`; null if the row is missing. */
export function personColumn(alias: string): string {
  return `case when ${alias}.id is null then null else
    json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'avatarUrl', ${alias}.avatar_url) end`;
}

/** For instants inside JSON and for ordering: UTC, with microseconds. */
export function isoText(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

function outboxCount(state: 'queued' | 'refused'): string {
  return `(select count(*) from outbox o
    where o.conversation_id = c.id and o.state = '${state}' and o.${isVisibleMutationSql})`;
}
