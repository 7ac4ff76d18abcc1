import { PGlite } from '@electric-sql/pglite';
import { describe } from 'vitest';

import { registerMigratorTests } from './migrator-contract.ts';
import { pgliteMigrationTarget } from './pglite-migration-target.ts';

describe('the migrator on PGlite', () => {
  registerMigratorTests(async () => {
    const database = await PGlite.create();
    return { target: pgliteMigrationTarget(database), close: () => database.close() };
  });
});
