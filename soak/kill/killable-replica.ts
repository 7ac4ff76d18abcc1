import type { AccountStorage } from '@holdfast/desktop/replica/account/account-storage';
import type { ReplicaDatabase } from '@holdfast/desktop/replica/database/replica-database';
import type { Journal } from '@holdfast/desktop/replica/journal/journal-file';
import type { SyncTarget } from '@holdfast/desktop/replica/sync/sync-target';
import { withAppend } from '../replica/with-append.ts';
import { withApply } from '../replica/with-apply.ts';
import type { Reach } from './kill-switch.ts';

/** Returns the storage with failpoints around journal appends and the commit of a delta. */
export function killableStorage(storage: AccountStorage, reach: Reach): AccountStorage {
  return {
    openJournal: async (path) => killableJournal(await storage.openJournal(path), reach),
    openDatabase: async (...parameters) => {
      const opened = await storage.openDatabase(...parameters);
      return { ...opened, database: killableDatabase(opened.database, reach) };
    },
  };
}

/** Returns the replica with the failpoint before an acknowledgement. */
export function killableTarget(target: SyncTarget, reach: Reach): SyncTarget {
  return withApply(target, async (deltas) => {
    const fits = await target.apply(deltas);
    if (fits) await reach('acknowledge');
    return fits;
  });
}

function killableJournal(journal: Journal, reach: Reach): Journal {
  return withAppend(journal, async (records) => {
    await reach('journal-append');
    await journal.append(records);
    await reach('journal-appended');
  });
}

function killableDatabase(database: ReplicaDatabase, reach: Reach): ReplicaDatabase {
  return {
    ...database,
    applying: async (work) => {
      const result = await database.applying(async (tx, copyIn) => {
        const applied = await work(tx, copyIn);
        await reach('replica-commit');
        return applied;
      });
      await reach('replica-committed');
      return result;
    },
  };
}
