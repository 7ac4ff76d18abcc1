import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { neededBytes, reclaimableBytes } from '../idle/plan-maintenance.ts';
import { readFacts } from '../idle/read-facts.ts';
import { directorySize } from './directory-size.ts';
import type { HeldWindow, StorageFacts } from './plan-eviction.ts';

export interface StoragePlaces {
  readonly database: ReplicaDatabase;
  readonly databaseDirectory: string;
  readonly attachmentDirectory: string;
}

/** Measures the space that a replica uses, in total and per conversation. */
export async function readStorageFacts(
  places: StoragePlaces,
): Promise<StorageFacts & { readonly diskBytes: number }> {
  const { database, databaseDirectory, attachmentDirectory } = places;
  const windows = await database.rows<HeldWindow>(
    `select held.conversation_id as "conversationId", coalesce(counted.messages, 0) as messages,
      coalesce((extract(epoch from access.opened_at) * 1000)::bigint, 0) as "openedAt"
    from held_conversations held
      left join (select conversation_id, count(*) as messages from messages group by 1) counted using (conversation_id)
      left join conversation_access access using (conversation_id)
    where held.scope = 'mine'`,
  );
  const facts = await readFacts(database);
  const ofMessages = facts.tables
    .filter(({ name }) => messageTables.has(name))
    .reduce((sum, table) => sum + neededBytes(table), 0);
  const messages = windows.reduce((sum, window) => sum + window.messages, 0);
  const diskBytes = await directorySize(databaseDirectory);
  return {
    diskBytes,
    databaseBytes: diskBytes - reclaimableBytes(facts),
    attachmentBytes: await directorySize(attachmentDirectory),
    bytesPerMessage: ofMessages / Math.max(1, messages),
    windows,
  };
}

const messageTables: ReadonlySet<string> = new Set([
  ...syncedTables.filter(({ kind }) => kind === 'message').map(({ name }) => name),
  'message_words',
]);
