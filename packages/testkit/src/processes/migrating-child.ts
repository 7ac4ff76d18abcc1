import { openReplicaDatabase } from '@holdfast/desktop/replica/database/replica-database';

// Opens, and so migrates, a database in a process of its own, to be killed over it; says when it begins.
const [directory, databaseDirectory, migrationsDirectory] = process.argv.slice(2);
if (directory === undefined || databaseDirectory === undefined || migrationsDirectory === undefined) {
  throw new Error('usage: node migrating-child.ts <database> <template database> <migrations>');
}
process.stdout.write('begins\n');
const { database } = await openReplicaDatabase(directory, { databaseDirectory, migrationsDirectory });
await database.close();
