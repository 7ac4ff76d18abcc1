import { registerMigratorTests } from '@holdfast/schema/migrations/migrator-contract';
import { pgMigrationTarget } from '@holdfast/schema/migrations/pg-migration-target';
import { describe, inject } from 'vitest';

import { createTestDatabase } from '@holdfast/testkit/server/test-database';

describe('the migrator on Postgres', () => {
  registerMigratorTests(async () => {
    const database = await createTestDatabase(inject('databaseUrl'));
    return { target: pgMigrationTarget(database.pool), close: () => database.close() };
  });
});
