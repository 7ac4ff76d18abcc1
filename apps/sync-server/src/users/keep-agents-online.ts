import { sql } from 'drizzle-orm';

import type { TenantTransaction } from '../db/with-tenant.ts';

/** How long a sign of life keeps an agent online. Sessions give one every third of it. */
export const PRESENCE_SECONDS = 60;

// Rows are written in the order of their ids, so that two processes never wait for each other.

/** A sign of life of agents: online from now for a while. Never shortens what another device of theirs has promised. */
export async function keepAgentsOnline({ tx }: TenantTransaction, userIds: readonly number[]): Promise<void> {
  await tx.execute(sql`
    insert into agent_presence (user_id, online_until)
    select id, clock_timestamp() + make_interval(secs => ${PRESENCE_SECONDS})
    from users where id = any(${sql.param(userIds)}::bigint[]) order by id
    on conflict (user_id) do update set online_until = greatest(agent_presence.online_until, excluded.online_until)`);
}

/** Their last session ended: no new conversations from now on. */
export async function endPresenceOfAgents(
  { tx }: TenantTransaction,
  userIds: readonly number[],
): Promise<void> {
  await tx.execute(sql`
    with theirs as (
      select user_id from agent_presence where user_id = any(${sql.param(userIds)}::bigint[]) order by user_id for update
    )
    update agent_presence set online_until = clock_timestamp() from theirs where theirs.user_id = agent_presence.user_id`);
}
