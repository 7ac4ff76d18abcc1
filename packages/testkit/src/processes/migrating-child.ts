import { openReplicaDatabase } from '@holdfast/desktop/replica/database/replica-database';

// A program: opens and thereby migrates a database. Prints when it begins, so that a test can kill it during the migration.
const [directory, databaseDirectory, migrationsDirectory] = process.argv.slice(2);
if (directory === undefined || databaseDirectory === undefined || migrationsDirectory === undefined) {
  throw new Error('usage: node migrating-child.ts <database> <template database> <migrations>');
}
process.stdout.write('begins\n');
const { database } = await openReplicaDatabase(directory, { databaseDirectory, migrationsDirectory });
await database.close();
