import type { HeldScope } from '@holdfast/schema/domain/scope';
import { mineSql, queueSql } from '@holdfast/schema/scope/conversation-scope';
import type { PoolClient } from 'pg';

/** The scopes of several agents at one snapshot: the conversations of each agent, and the queue, which all share. */
export class AgentScopes {
  readonly #mine = new Map<number, ReadonlySet<number>>();
  readonly #queue: ReadonlySet<number>;

  private constructor(queue: ReadonlySet<number>) {
    this.#queue = queue;
  }

  static async read(client: PoolClient, userIds: readonly number[]): Promise<AgentScopes> {
    const { rows } = await client.query<{ user_id: string | null; ids: string | null }>({
      name: 'scopes-of-agents',
      text: `select assigned_to as user_id, string_agg(id::text, ',') as ids from conversations
         where ${mineSql('conversations', 'any($1::bigint[])')} group by 1
       union all
       select null, string_agg(id::text, ',') from conversations
         where ${queueSql('conversations')}`,
      values: [userIds],
    });
    const idsIn = (ids: string | null = null) => new Set(ids?.split(',').map(Number));
    const scope = new AgentScopes(idsIn(rows.find((row) => row.user_id === null)?.ids));
    for (const { user_id: userId, ids } of rows)
      if (userId !== null) scope.#mine.set(Number(userId), idsIn(ids));
    return scope;
  }

  /** Returns whether `held` equals the agent's scope (rule S4). */
  isExactly(userId: number, held: ReadonlyMap<number, { readonly scope: HeldScope }>): boolean {
    const mine = this.#mine.get(userId) ?? noConversations;
    if (held.size !== mine.size + this.#queue.size) return false;
    for (const [id, { scope }] of held) {
      if (!(scope === 'mine' ? mine : scope === 'queue' ? this.#queue : noConversations).has(id))
        return false;
    }
    return true;
  }
}

const noConversations: ReadonlySet<number> = new Set();
