import { afterEach, beforeEach, expect, it } from 'vitest';

import { migrateSchema } from './migrate-schema.ts';
import type { Migration } from './migration.ts';
import type { MigrationTarget } from './migration-target.ts';
import { readMigrationStatus } from './migration-status.ts';
import { parseMigrations } from './parse-migrations.ts';

/** A database that nothing was done to, and how to be rid of it. */
export interface ContractDatabase {
  readonly target: MigrationTarget;
  close(): Promise<void>;
}

/**
 * Registers the migrator's tests, which are the same for every kind of database. Call it inside a `describe`.
 * @param open gives a fresh database for each test
 */
export function registerMigratorTests(open: () => Promise<ContractDatabase>): void {
  let database: ContractDatabase;
  beforeEach(async () => {
    database = await open();
  });
  afterEach(async () => {
    await database.close();
  });

  it('applies a history once, in order, and remembers it inside the schema', async () => {
    const first = await migrateSchema(database.target, { schemaName: 'house', migrations: history });
    expect(first).toEqual({ applied: ['0000_rooms', '0001_doors'], version: 2 });
    const second = await migrateSchema(database.target, { schemaName: 'house', migrations: history });
    expect(second).toEqual({ applied: [], version: 2 });
    expect(await readMigrationStatus(database.target, { schemaName: 'house', migrations: history })).toEqual({
      state: 'current',
      version: 2,
      pending: [],
    });
  });

  it('creates unqualified tables and their foreign keys in the given schema', async () => {
    await migrateSchema(database.target, { schemaName: 'house', migrations: history });
    await migrateSchema(database.target, { schemaName: 'barn', migrations: history });
    const rows = await database.target.transaction((session) =>
      session.rows(
        `select conrelid::regclass::text as child, confrelid::regclass::text as parent
         from pg_constraint where contype = 'f' and conname = 'doors_room_id_fk' order by 1`,
        [],
      ),
    );
    expect(rows).toEqual([
      { child: 'barn.doors', parent: 'barn.rooms' },
      { child: 'house.doors', parent: 'house.rooms' },
    ]);
  });

  it('leaves the search_path as it was', async () => {
    await migrateSchema(database.target, { schemaName: 'house', migrations: history });
    const [row] = await database.target.transaction((session) =>
      session.rows(`select current_setting('search_path') as path`, []),
    );
    expect(row?.['path']).not.toContain('house');
  });

  it('rolls back a failing migration, keeps the ones before it, and continues there once it is fixed', async () => {
    const broken = [
      ...history,
      migration(2, '0002_broken', ['create table walls (id bigint)', 'select 1 / 0']),
    ];
    await expect(
      migrateSchema(database.target, { schemaName: 'house', migrations: broken }),
    ).rejects.toMatchObject({
      code: 'HF_MIGRATION_FAILED',
      details: { migration: '0002_broken', statement: 2 },
    });
    expect(await readMigrationStatus(database.target, { schemaName: 'house', migrations: broken })).toEqual({
      state: 'pending',
      version: 2,
      pending: ['0002_broken'],
    });
    const fixed = [...history, migration(2, '0002_mended', ['create table walls (id bigint)'])];
    const result = await migrateSchema(database.target, { schemaName: 'house', migrations: fixed });
    expect(result).toEqual({ applied: ['0002_mended'], version: 3 });
  });

  it('undoes everything when one of all fails in a single transaction', async () => {
    const broken = [...history, migration(2, '0002_broken', ['select 1 / 0'])];
    const options = { schemaName: 'house', migrations: broken, transactions: 'all' } as const;
    await expect(migrateSchema(database.target, options)).rejects.toMatchObject({
      code: 'HF_MIGRATION_FAILED',
    });
    expect(await readMigrationStatus(database.target, options)).toMatchObject({
      state: 'pending',
      version: 0,
    });
  });

  it('refuses a history in which an applied migration was edited', async () => {
    await migrateSchema(database.target, { schemaName: 'house', migrations: history });
    const edited = [migration(0, '0000_rooms', ['create table rooms (id bigint)']), ...history.slice(1)];
    await expect(
      migrateSchema(database.target, { schemaName: 'house', migrations: edited }),
    ).rejects.toMatchObject({
      code: 'HF_MIGRATION_EDITED',
      details: { migration: '0000_rooms' },
    });
    const status = await readMigrationStatus(database.target, { schemaName: 'house', migrations: edited });
    expect(status.state).toBe('edited');
  });

  it('refuses a schema that a newer version has migrated', async () => {
    await migrateSchema(database.target, { schemaName: 'house', migrations: history });
    const older = history.slice(0, 1);
    await expect(
      migrateSchema(database.target, { schemaName: 'house', migrations: older }),
    ).rejects.toMatchObject({
      code: 'HF_MIGRATION_UNKNOWN',
    });
    const status = await readMigrationStatus(database.target, { schemaName: 'house', migrations: older });
    expect(status.state).toBe('unknown-version');
  });

  it('applies each migration once when two runs meet', async () => {
    const results = await Promise.all(
      [1, 2, 3].map(() => migrateSchema(database.target, { schemaName: 'house', migrations: history })),
    );
    expect(results.flatMap((result) => result.applied).sort()).toEqual(['0000_rooms', '0001_doors']);
  });
}

const history: readonly Migration[] = [
  migration(0, '0000_rooms', ['create table "rooms" ("id" bigint primary key)']),
  migration(1, '0001_doors', [
    'create table "doors" ("id" bigint primary key, "room_id" bigint not null)',
    'alter table "doors" add constraint "doors_room_id_fk" foreign key ("room_id") references "public"."rooms"("id")',
  ]),
];

/** Goes through the real parser, so that what drizzle-kit writes is what is tested. */
function migration(idx: number, tag: string, statements: readonly string[]): Migration {
  const journal = JSON.stringify({ entries: [{ idx, tag }] });
  const [parsed] = parseMigrations(journal, () => statements.join('\n--> statement-breakpoint\n'));
  if (parsed === undefined) throw new Error('the journal has one entry');
  return parsed;
}
