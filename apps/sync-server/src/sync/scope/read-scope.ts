import { mineSql, queueSql, type AllowedScope } from '@holdfast/schema/scope/conversation-scope';
import type { PoolClient } from 'pg';

/** The allowed scope by conversation id. Order: the agent's own conversations, then the queue; newest first in both. */
export type Scope = ReadonlyMap<number, AllowedScope>;

/** Reads the agent's scope at this transaction's snapshot (rules S1, S2, S5). */
export async function readScope(client: PoolClient, userId: number): Promise<Scope> {
  // One text per scope: 10,000 result rows would cost more than their content.
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

/** Returns the conversations of `ids` that the agent may hold at this transaction's snapshot. */
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
