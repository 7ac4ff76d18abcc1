import type pg from 'pg';

import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { asSuperuser } from './superuser-sql.ts';
import type { TestDatabase } from './test-database.ts';

/** A copy of all rows and sequences of a tenant, which can be restored like a backup. */
export class TenantBackup {
  readonly #superuserUrl: string;
  readonly #of: { readonly database: TestDatabase; readonly tenant: Tenant };
  readonly #schema: string;

  static async take(
    superuserUrl: string,
    of: { database: TestDatabase; tenant: Tenant },
  ): Promise<TenantBackup> {
    const backup = new TenantBackup(superuserUrl, of);
    await asSuperuser(superuserUrl, of, async (client) => {
      await client.query(`create schema "${backup.#schema}"`);
      for (const { kind, name } of await relationsOf(client)) {
        const columns = kind === 'S' ? 'last_value, is_called' : '*';
        await client.query(`create table "${backup.#schema}"."${name}" as select ${columns} from "${name}"`);
      }
    });
    return backup;
  }

  private constructor(superuserUrl: string, of: { database: TestDatabase; tenant: Tenant }) {
    this.#superuserUrl = superuserUrl;
    this.#of = of;
    this.#schema = `backup_${of.tenant.slug}`;
  }

  /** Restores all rows, with their stamps. */
  async restore(): Promise<void> {
    await asSuperuser(this.#superuserUrl, this.#of, async (client) => {
      await client.query('set local session_replication_role = replica');
      const relations = await relationsOf(client);
      const tables = relations.filter(({ kind }) => kind === 'r').map(({ name }) => `"${name}"`);
      await client.query(`truncate ${tables.join(', ')}`);
      for (const { kind, name } of relations) {
        const copy = `"${this.#schema}"."${name}"`;
        await client.query(
          kind === 'S'
            ? `select setval('"${name}"', last_value, is_called) from ${copy}`
            : `insert into "${name}" select * from ${copy}`,
        );
      }
    });
  }
}

/** Lists the tables and sequences of the tenant. */
async function relationsOf(client: pg.Client): Promise<readonly { kind: string; name: string }[]> {
  const { rows } = await client.query<{ kind: string; name: string }>(
    `select relkind as kind, relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'S') order by relname`,
  );
  return rows;
}
