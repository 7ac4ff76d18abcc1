import type { ClientBase } from 'pg';
import { z } from 'zod';

/** A table as described by the catalog; names are quoted if needed. */
export interface TenantTable {
  readonly name: string;
  /** Columns to copy: without the stamp, which the target assigns (rule T1), and without generated columns. */
  readonly columns: readonly string[];
  /** Size in pages, for copying in chunks. */
  readonly pages: number;
}

const tablesSchema = z.array(
  z.object({ name: z.string(), columns: z.array(z.string()), pages: z.coerce.number() }),
);
const foreignKeysSchema = z.array(z.object({ table: z.string(), name: z.string(), definition: z.string() }));
const sequencesSchema = z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() }));

export type ForeignKey = z.infer<typeof foreignKeysSchema>[number];
export type SequenceState = z.infer<typeof sequencesSchema>[number];

/**
 * Lists all tables to copy. The migration history is left out, because the target writes its own, and so are
 * tombstones, because they serve only cursors of the ending generation.
 */
export async function listTables(client: ClientBase, schemaName: string): Promise<readonly TenantTable[]> {
  const { rows } = await client.query(
    `SELECT quote_ident(c.relname) AS name,
            array_agg(quote_ident(a.attname) ORDER BY a.attname) AS columns,
            pg_relation_size(c.oid) / current_setting('block_size')::int AS pages
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r'
       AND c.relname NOT IN ('schema_migrations', 'tombstones')
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attname <> 'row_xid'
     GROUP BY c.oid ORDER BY c.relname`,
    [schemaName],
  );
  return tablesSchema.parse(rows);
}

export async function listForeignKeys(
  client: ClientBase,
  schemaName: string,
): Promise<readonly ForeignKey[]> {
  const { rows } = await client.query(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE connamespace = $1::regnamespace AND contype = 'f' ORDER BY conname`,
    [schemaName],
  );
  return foreignKeysSchema.parse(rows);
}

export async function readSequences(
  client: ClientBase,
  schemaName: string,
): Promise<readonly SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'S'`,
    [schemaName],
  );
  const states: unknown[] = [];
  for (const { name } of rows) {
    const state = await client.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM "${schemaName}".${name}`,
    );
    states.push({ name, ...state.rows[0] });
  }
  return sequencesSchema.parse(states);
}
