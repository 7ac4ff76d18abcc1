import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { Delta } from '@holdfast/schema/protocol/delta';

import { accountStorage } from '@holdfast/desktop/replica/account/account-storage';
import type { AccountStorage } from '@holdfast/desktop/replica/account/account-storage';
import type { Replica } from '@holdfast/desktop/replica/replica/replica';
import { undoOptimistic } from '@holdfast/desktop/replica/apply/optimistic';
import type { Journal } from '@holdfast/desktop/replica/journal/journal-file';
import type { SyncTarget } from '@holdfast/desktop/replica/sync/sync-target';
import { withAppend } from '../replica/with-append.ts';
import { withApply } from '../replica/with-apply.ts';
import type { BreakableRule } from './breakable-rules.ts';

/** Returns the replica with one rule broken, or unchanged if the replica does not implement the rule. */
export function replicaWithout(rule: BreakableRule | null, account: Replica): SyncTarget {
  switch (rule) {
    case 'S4':
      return withApply(account, (deltas) => account.apply(deltas.map((delta) => ({ ...delta, left: [] }))));
    case 'D5':
      return withApply(account, async (deltas) => {
        const { cursor } = await account.hello();
        return await account.apply(rebasedOn(cursor, deltas));
      });
    case 'M4':
      return withApply(account, async (deltas) => {
        const fits = await account.apply(deltas);
        await account.database.drizzle.transaction(undoOptimistic);
        return fits;
      });
    default:
      return account;
  }
}

/** M1: an append of mutations resolves before the write finishes. */
export function storageWithout(
  rule: BreakableRule | null,
  storage: AccountStorage = accountStorage,
): AccountStorage {
  if (rule !== 'M1') return storage;
  return { ...storage, openJournal: async (path) => earlyResolvingJournal(await storage.openJournal(path)) };
}

function earlyResolvingJournal(journal: Journal): Journal {
  return withAppend(journal, async (records) => {
    const written = journal.append(records);
    if (!records.some(({ type }) => type === 'mutation')) await written;
  });
}

/** Sets the start of each delta to the replica's cursor. */
function rebasedOn(cursor: Cursor | null, deltas: readonly Delta[]): readonly Delta[] {
  return deltas.map((delta, index) =>
    delta.from === null ? delta : { ...delta, from: deltas[index - 1]?.to ?? cursor },
  );
}
