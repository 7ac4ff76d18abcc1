import { conversations } from '@holdfast/schema/tables/conversations';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';

/** Marks conversations whose first response or resolution is overdue. Returns the number of marks set. */
export async function markSlaBreaches({ tx }: TenantTransaction): Promise<number> {
  const isActive = inArray(conversations.status, ['new', 'open', 'pending']);
  const unanswered = await tx
    .update(conversations)
    .set({ slaFirstResponseBreached: true })
    .where(
      and(
        isActive,
        eq(conversations.slaFirstResponseBreached, false),
        isNull(conversations.firstResponseAt),
        sql`${conversations.slaFirstResponseDueAt} < now()`,
      ),
    )
    .returning({ id: conversations.id });
  const unresolved = await tx
    .update(conversations)
    .set({ slaResolutionBreached: true })
    .where(
      and(
        isActive,
        eq(conversations.slaResolutionBreached, false),
        sql`${conversations.slaResolutionDueAt} < now()`,
      ),
    )
    .returning({ id: conversations.id });
  return unanswered.length + unresolved.length;
}
