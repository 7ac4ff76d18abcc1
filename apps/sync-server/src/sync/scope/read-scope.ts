import { mineSql, queueSql, type AllowedScope } from '@holdfast/schema/scope/conversation-scope';
import type { PoolClient } from 'pg';

/** Conversation id → how it may be held; the newest first, the agent's own before the queue. */
export type Scope = ReadonlyMap<number, AllowedScope>;

/** What the agent may hold at this snapshot (rules S1, S2, S5). */
export async function readScope(client: PoolClient, userId: number): Promise<Scope> {
  // One text for each scope: ten thousand rows would cost more than what is in them.
  const ids = `string_agg(id::text, ',' order by last_message_at desc nulls last, id desc) as ids from conversations`;
  const { rows } = await client.query<{ scope: AllowedScope; ids: string | null }>(
    `select 'mine' as scope, ${ids} where ${mineSql('conversations', '$1')}
     union all
     select 'queue', ${ids} where ${queueSql('conversations')}`,
    [userId],
  );
  const scope = new Map<number, AllowedScope>();
  for (const row of rows) for (const id of row.ids?.split(',') ?? []) scope.set(Number(id), row.scope);
  return scope;
}

/** The conversations of `ids` that the agent may hold at this snapshot. */
export async function readAllowed(
  client: PoolClient,
  userId: number,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ id: string }>(
    `select id from conversations where id = any($1::bigint[]) and (
       (${mineSql('conversations', '$2')}) or (${queueSql('conversations')}))`,
    [ids, userId],
  );
  return new Set(rows.map(({ id }) => Number(id)));
}
