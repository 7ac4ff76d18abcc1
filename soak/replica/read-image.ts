import { eq, sql } from 'drizzle-orm';

import { prepareMutation } from '@holdfast/schema/mutators/registry';
import { heldConversationSchema } from '@holdfast/schema/protocol/held-conversation';
import { outbox } from '@holdfast/schema/replica/outbox';
import { replicaState } from '@holdfast/schema/replica/replica-state';
import { readImages } from '@holdfast/testkit/oracle/history-sql';
import type { ImageRow, QueuedMutation, ReplicaImage } from '@holdfast/testkit/oracle/replica-image';

import { undoOptimistic } from '@holdfast/desktop/replica/apply/optimistic';
import type {
  ReplicaDatabase,
  ReplicaTransaction,
} from '@holdfast/desktop/replica/database/replica-database';

class RolledBack extends Error {}

/**
 * Reads the whole replica in one transaction, which is rolled back: it undoes the agent's optimistic effects to read
 * the rows as the server sent them.
 */
export async function readImage(
  database: ReplicaDatabase,
  identity: { readonly replica: string; readonly userId: number },
): Promise<ReplicaImage> {
  const taken: { image?: ReplicaImage } = {};
  await database.drizzle
    .transaction(async (tx) => {
      await tx.execute(sql`set local timezone = 'UTC'`);
      const [state] = await tx.select().from(replicaState);
      const queued = await readQueue(tx);
      const held = await readHeld(tx);
      await undoOptimistic(tx);
      const { rows } = await tx.execute<ImageRow & Record<string, unknown>>(sql.raw(readImages));
      taken.image = {
        ...identity,
        cursor: state?.cursor ?? null,
        held,
        rows,
        queued,
        remaining: state?.remaining ?? 0,
      };
      throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  if (taken.image === undefined) throw new Error('No image was taken.');
  return taken.image;
}

async function readHeld(tx: ReplicaTransaction): Promise<ReplicaImage['held']> {
  const { rows } = await tx.execute(sql`select conversation_id as "conversationId", scope,
    case when window_from_id is null then null else json_build_object(
      'createdAt', to_json(window_from_created_at) #>> '{}', 'id', window_from_id) end as "windowFrom"
    from held_conversations`);
  return heldConversationSchema.array().parse(rows);
}

async function readQueue(tx: ReplicaTransaction): Promise<QueuedMutation[]> {
  const rows = await tx.select().from(outbox).where(eq(outbox.state, 'queued'));
  const queued: QueuedMutation[] = [];
  for (const row of rows) {
    const made = madeBy(row);
    queued.push({
      name: row.name,
      uuid: row.uuid,
      made,
      isVisible: made !== null && (await isThere(tx, made)),
    });
  }
  return queued;
}

function madeBy(row: { name: string; version: number; args: unknown }): QueuedMutation['made'] {
  const { name, conversationId, newIds } = prepareMutation(row);
  const [id] = newIds;
  if (conversationId === null || id === undefined) return null;
  if (name === 'sendMessage') return { table: 'messages', key: String(id), conversationId };
  return name === 'addNote' ? { table: 'conversation_notes', key: String(id), conversationId } : null;
}

async function isThere(tx: ReplicaTransaction, { table, key }: { table: string; key: string }) {
  const { rows } = await tx.execute(sql`select 1 from ${sql.identifier(table)} where id = ${key}::bigint`);
  return rows.length > 0;
}
