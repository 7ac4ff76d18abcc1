import { sql } from 'drizzle-orm';

import type { TenantTransaction } from '../db/with-tenant.ts';

/** Seconds that one heartbeat keeps an agent online. Sessions send one every third of it. */
export const heartbeatTtlSeconds = 60;

// Both statements write rows in the order of their ids, so that two processes cannot deadlock.

/** Records a heartbeat of agents. Never shortens the time that another device of the agent has set. */
export async function recordHeartbeats({ tx }: TenantTransaction, userIds: readonly number[]): Promise<void> {
  await tx.execute(sql`
    insert into agent_presence (user_id, online_until)
    select id, clock_timestamp() + make_interval(secs => ${heartbeatTtlSeconds})
    from users where id = any(${sql.param(userIds)}::bigint[]) order by id
    on conflict (user_id) do update set online_until = greatest(agent_presence.online_until, excluded.online_until)`);
}

/** Marks agents offline after their last session ended: round robin stops assigning conversations to them. */
export async function markAgentsOffline(
  { tx }: TenantTransaction,
  userIds: readonly number[],
): Promise<void> {
  await tx.execute(sql`
    with theirs as (
      select user_id from agent_presence where user_id = any(${sql.param(userIds)}::bigint[]) order by user_id for update
    )
    update agent_presence set online_until = clock_timestamp() from theirs where theirs.user_id = agent_presence.user_id`);
}
