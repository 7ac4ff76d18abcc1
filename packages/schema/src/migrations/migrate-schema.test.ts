import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe } from 'vitest';

import { registerMigratorTests } from './migrator-contract.ts';
import { pgliteMigrationTarget } from './pglite-migration-target.ts';

// Initializing a database takes seconds, so the tests share one and drop their schemas.
let database: PGlite;

beforeAll(async () => {
  database = await PGlite.create();
});
afterAll(() => database.close());

describe('the migrator on PGlite', () => {
  registerMigratorTests(() =>
    Promise.resolve({ target: pgliteMigrationTarget(database), close: dropSchemas }),
  );
});

async function dropSchemas(): Promise<void> {
  const { rows } = await database.query<{ name: string }>(
    `select quote_ident(nspname) as name from pg_namespace
     where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`,
  );
  for (const { name } of rows) await database.exec(`drop schema ${name} cascade`);
}
