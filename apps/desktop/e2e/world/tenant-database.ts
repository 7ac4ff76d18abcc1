import pg from 'pg';

/** Looks into a tenant's schema as an operator with psql would: beside the server, never through it. */
export class TenantDatabase {
  readonly #pool: pg.Pool;
  readonly schema: string;

  constructor(url: string, schema: string) {
    this.schema = schema;
    // A killed Postgres must not take the test down with its idle connections.
    this.#pool = new pg.Pool({ connectionString: url, max: 2, options: `-c search_path=${schema}` });
    this.#pool.on('error', () => undefined);
  }

  async rows(query: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const result = await this.#pool.query<Record<string, unknown>>(query, [...values]);
    return result.rows;
  }

  /** The first column of the first row, as a number. */
  async number(query: string, values: readonly unknown[] = []): Promise<number> {
    const [row] = await this.rows(query, values);
    return Number(Object.values(row ?? {})[0]);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
