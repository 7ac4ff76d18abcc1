import { openReplicaDatabase } from '../database/replica-database.ts';
import { openJournal } from '../journal/journal-file.ts';
import type { Journal } from '../journal/journal-file.ts';

/** Opens the two stores of an account. */
export interface AccountStorage {
  readonly openJournal: (path: string) => Promise<Journal>;
  readonly openDatabase: typeof openReplicaDatabase;
}

export const accountStorage: AccountStorage = { openJournal, openDatabase: openReplicaDatabase };
