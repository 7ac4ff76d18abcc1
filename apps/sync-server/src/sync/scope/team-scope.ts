import type { HeldScope } from '@holdfast/schema/domain/scope';
import { mineSql, queueSql } from '@holdfast/schema/scope/conversation-scope';
import type { PoolClient } from 'pg';

/** The scopes of many agents at one snapshot: each their own conversations, and the queue, which all of them share. */
export class TeamScope {
  readonly #mine = new Map<number, ReadonlySet<number>>();
  readonly #queue: ReadonlySet<number>;

  private constructor(queue: ReadonlySet<number>) {
    this.#queue = queue;
  }

  static async read(client: PoolClient, userIds: readonly number[]): Promise<TeamScope> {
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
    const scope = new TeamScope(idsIn(rows.find((row) => row.user_id === null)?.ids));
    for (const { user_id: userId, ids } of rows)
      if (userId !== null) scope.#mine.set(Number(userId), idsIn(ids));
    return scope;
  }

  /** Whether this is exactly what the agent may hold (rule S4). */
  isExactly(userId: number, held: ReadonlyMap<number, { readonly scope: HeldScope }>): boolean {
    const mine = this.#mine.get(userId) ?? nothing;
    if (held.size !== mine.size + this.#queue.size) return false;
    for (const [id, { scope }] of held) {
      if (!(scope === 'mine' ? mine : scope === 'queue' ? this.#queue : nothing).has(id)) return false;
    }
    return true;
  }
}

const nothing: ReadonlySet<number> = new Set();
