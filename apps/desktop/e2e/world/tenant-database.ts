import pg from 'pg';

/** Queries a tenant's schema directly, like an operator with psql, not through the server. */
export class TenantSql {
  readonly #pool: pg.Pool;
  readonly schema: string;

  constructor(url: string, schema: string) {
    this.schema = schema;
    // Idle connections emit an error when Postgres is killed; without a listener it would end the test process.
    this.#pool = new pg.Pool({ connectionString: url, max: 2, options: `-c search_path=${schema}` });
    this.#pool.on('error', () => undefined);
  }

  async rows(query: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const result = await this.#pool.query<Record<string, unknown>>(query, [...values]);
    return result.rows;
  }

  /** Returns the first column of the first row as a number. */
  async number(query: string, values: readonly unknown[] = []): Promise<number> {
    const [row] = await this.rows(query, values);
    return Number(Object.values(row ?? {})[0]);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
