import { staleReplySchema } from '@holdfast/schema/domain/stale-reply';
import type { StaleReplyNotice } from '../../contract/outbox.ts';

/** The columns of an outbox row that describe its refusal. */
export interface RefusalRow {
  readonly details: unknown;
  readonly assigneeName: string | null;
}

/** Returns the changes since a refused reply was written; null if it was not refused as stale. */
export function staleNoticeOf({ details, assigneeName }: RefusalRow): StaleReplyNotice | null {
  const stale = staleReplySchema.safeParse(details);
  return stale.success ? { ...stale.data, assigneeName } : null;
}
