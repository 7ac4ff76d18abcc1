import { types } from '@electric-sql/pglite';
import type { PGlite, Results, Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { PgliteDatabase } from 'drizzle-orm/pglite';
import { PgliteSession, PgliteTransaction } from 'drizzle-orm/pglite/session';
import { PgDialect } from 'drizzle-orm/pg-core';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { migrateSchema } from '@holdfast/schema/migrations/migrate-schema';
import { pgliteMigrationTarget } from '@holdfast/schema/migrations/pglite-migration-target';
import { readMigrationFolder } from '@holdfast/schema/migrations/read-migrations';
import type { DeltaCopy } from '@holdfast/schema/protocol/delta';
import { syncedTable, syncedTableNames } from '@holdfast/schema/tables/synced-tables';
import { PreparedStatements } from './prepared-statements.ts';
import {
  createFromTemplate,
  hasNoSpace,
  quarantineDirectory,
  consumeDamageMark,
} from './replica-directory.ts';
import type { Template } from './replica-directory.ts';
import { ReplicaPglite } from './replica-pglite.ts';

export type ReplicaTransaction = Parameters<Parameters<PgliteDatabase['transaction']>[0]>[0];

/** Writes the output of the server's COPY, within a transaction. */
export type CopyIn = (copy: DeltaCopy) => Promise<void>;

export interface ReplicaDatabase {
  readonly drizzle: PgliteDatabase;
  /** Runs a transaction that can copy rows in and prepares its statements once. */
  applying<Result>(work: (tx: ReplicaTransaction, copyIn: CopyIn) => Promise<Result>): Promise<Result>;
  /** Runs one read. Instants are returned as ISO text in UTC, bigints as numbers, JSON parsed. */
  rows<Row>(statement: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export interface OpenedDatabase {
  readonly database: ReplicaDatabase;
  /** Set if the old directory did not open and was replaced: the cause, and the old directory's new path. */
  readonly quarantined: { readonly directory: string; readonly cause: unknown } | null;
}

/**
 * Opens a replica's database. Creates it from the template and migrates it as needed. A database that does not open,
 * cannot be migrated, or turns out to be damaged during `begin` is quarantined and replaced by a new one, because it is
 * only a cache. The caller holds the pid lock.
 * @param begin runs on the database before any other code uses it
 * @throws HF_JOURNAL_FULL if the disk is full, and the HF_JOURNAL errors of `begin`
 */
export async function openReplicaDatabase(
  directory: string,
  template: Template,
  begin: (database: ReplicaDatabase) => Promise<void> = () => Promise.resolve(),
): Promise<OpenedDatabase> {
  await createFromTemplate(directory, template);
  try {
    if (await consumeDamageMark(directory)) throw new Error('the database was damaged when it was last used');
    return { database: await openAndBegin(directory, template, begin), quarantined: null };
  } catch (cause) {
    if (cause instanceof HoldfastError && cause.code.startsWith('HF_JOURNAL')) throw cause;
    // On a full disk no database opens; this one is not damaged.
    if (await hasNoSpace(directory)) throw new HoldfastError('HF_JOURNAL_FULL', { cause });
    const quarantined = { directory: await quarantineDirectory(directory, new Date()), cause };
    await createFromTemplate(directory, template);
    return { database: await openAndBegin(directory, template, begin), quarantined };
  }
}

async function openAndBegin(
  directory: string,
  template: Template,
  begin: (database: ReplicaDatabase) => Promise<void>,
): Promise<ReplicaDatabase> {
  const database = await open(directory, template);
  try {
    await begin(database);
    return database;
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}

async function open(directory: string, template: Template): Promise<ReplicaDatabase> {
  const pglite = await ReplicaPglite.open(directory);
  try {
    await migrateSchema(pgliteMigrationTarget(pglite), {
      schemaName: 'public',
      migrations: readMigrationFolder(template.migrationsDirectory),
      transactions: 'all',
    });
    await readEverything(pglite);
    await limitWal(pglite);
    // Most writes are the server's and need no triggers. Writes of the agent turn them on (`writeAsAgent`).
    await pglite.query(`set session_replication_role = replica`);
  } catch (error) {
    await pglite.close().catch(() => undefined);
    throw error;
  }
  const statements = new PreparedStatements(pglite);
  return {
    drizzle: drizzle(pglite),
    applying: (work) => pglite.transaction((raw) => work(drizzleOn(statements.within(raw)), copyInto(raw))),
    rows: async <Row>(statement: string, parameters: readonly unknown[] = []) =>
      withIsoInstants(await pglite.query<Row & Record<string, unknown>>(statement, [...parameters])),
    close: () => pglite.close(),
  };
}

type NoSchema = Record<string, never>;

function drizzleOn(raw: Transaction): ReplicaTransaction {
  const dialect = new PgDialect();
  const session = new PgliteSession<NoSchema, NoSchema>(raw, dialect, undefined);
  return new PgliteTransaction<NoSchema, NoSchema>(dialect, session, undefined);
}

function copyInto(raw: Transaction): CopyIn {
  return async (copy) => {
    const { name, columns } = syncedTable(copy.table);
    const into = `"${name}" (${columns.map((column) => `"${column}"`).join(', ')})`;
    const [format, bytes] =
      'bytes' in copy ? ['binary', copy.bytes] : ['text', new TextEncoder().encode(copy.text)];
    await raw.query(`copy ${into} from '/dev/blob' (format ${format})`, [], { blob: new ReadBlob(bytes) });
  };
}

/** PGlite reads a blob whole. Reading Node's own Blob takes several event-loop turns and four times as long. */
class ReadBlob extends Blob {
  readonly #bytes: ArrayBuffer;

  constructor(bytes: Uint8Array) {
    super([]);
    this.#bytes = new Uint8Array(bytes).buffer;
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(this.#bytes);
  }
}

const maxWalMebibytes = 64;

/**
 * Limits the write-ahead log. By default it grows to 1 GiB and does not shrink. The limit takes effect at the next
 * start; for copies of a template, at the first.
 */
async function limitWal(pglite: PGlite): Promise<void> {
  const { rows } = await pglite.query(
    `select 1 from pg_settings where name = 'max_wal_size' and setting::integer <> ${maxWalMebibytes}`,
  );
  if (rows.length === 0) return;
  await pglite.exec(`alter system set max_wal_size = '${maxWalMebibytes}MB'`);
  await pglite.exec(`alter system set min_wal_size = '32MB'`);
}

/** Reads every table, so that a missing, truncated or overwritten file is found now and not while the agent works. */
async function readEverything(pglite: PGlite): Promise<void> {
  for (const name of [...syncedTableNames(), 'held_conversations', 'outbox', 'undo_journal']) {
    await pglite.query(`select count(*) from ${name}`);
  }
  const { rows } = await pglite.query('select 1 from replica_state');
  if (rows.length !== 1) throw new Error('replica_state must have one row');
}

/** Postgres writes `2026-11-22 17:03:00.5+00`. */
function withIsoInstants<Row extends Record<string, unknown>>({
  rows,
  fields,
}: Results<Row>): readonly Row[] {
  const instants = fields.filter(({ dataTypeID }) => dataTypeID === types.TIMESTAMPTZ);
  if (instants.length === 0) return rows;
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(instants.map(({ name }) => [name, toIso(row[name])])),
  }));
}

function toIso(instant: unknown): unknown {
  return typeof instant === 'string' ? new Date(instant).toISOString() : instant;
}
