import { messageAttachments } from '@holdfast/schema/tables/message-attachments';
import { and, asc, inArray, isNotNull, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../db/with-tenant.ts';
import type { FileStore } from '../files/file-store.ts';

/** Maximum number of attachments archived per transaction. */
export const attachmentBatch = 200;

/**
 * Archives the files of attachments that are older than `days`. Files are moved before their rows are marked: after a
 * crash in between, the next run marks the rows. A file shared with a newer attachment is not moved. Returns the
 * number of archived attachments.
 */
export async function archiveOldAttachments(
  { tx }: TenantTransaction,
  request: { readonly days: number; readonly tenant: string; readonly files: FileStore },
): Promise<number> {
  const before = sql`now() - make_interval(days => ${request.days})`;
  const due = await tx
    .select({ id: messageAttachments.id, key: messageAttachments.url })
    .from(messageAttachments)
    .where(
      and(
        isNotNull(messageAttachments.url),
        sql`${messageAttachments.createdAt} < ${before}`,
        sql`not ${messageAttachments.metadata} ? 'archived_at'`,
      ),
    )
    .orderBy(asc(messageAttachments.id))
    .limit(attachmentBatch)
    .for('update', { skipLocked: true });
  if (due.length === 0) return 0;

  const keys = [...new Set(due.flatMap(({ key }) => (key === null ? [] : [key])))];
  const shared = await tx
    .selectDistinct({ key: messageAttachments.url })
    .from(messageAttachments)
    .where(and(inArray(messageAttachments.url, keys), sql`${messageAttachments.createdAt} >= ${before}`));
  const stillUsed = new Set(shared.map(({ key }) => key));
  for (const key of keys) if (!stillUsed.has(key)) await request.files.archive(request.tenant, key);

  await tx
    .update(messageAttachments)
    .set({
      metadata: sql`${messageAttachments.metadata} || jsonb_build_object('archived_at', now())`,
      updatedAt: sql`now()`,
    })
    .where(
      inArray(
        messageAttachments.id,
        due.map(({ id }) => id),
      ),
    );
  return due.length;
}
