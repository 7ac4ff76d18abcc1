import { conversations } from '@holdfast/schema/tables/conversations';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../db/with-tenant.ts';

/** Maximum number of conversations archived per transaction. Small, because every replica has to drop them. */
export const archiveBatch = 200;

/**
 * Archives conversations that were resolved over `days` ago and have had no message since. They stay on the server
 * and leave every replica. Returns their number; fewer than {@link archiveBatch} means that none is left.
 */
export async function archiveResolvedConversations({ tx }: TenantTransaction, days: number): Promise<number> {
  const before = sql`now() - make_interval(days => ${days})`;
  const due = tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(
      and(
        eq(conversations.status, 'resolved'),
        sql`${conversations.resolvedAt} < ${before}`,
        sql`coalesce(${conversations.lastMessageAt}, ${conversations.resolvedAt}) < ${before}`,
      ),
    )
    .orderBy(asc(conversations.id))
    .limit(archiveBatch)
    .for('update', { skipLocked: true });
  const archived = await tx
    .update(conversations)
    .set({ status: 'archived', updatedAt: sql`now()` })
    .where(inArray(conversations.id, due))
    .returning({ id: conversations.id });
  return archived.length;
}
