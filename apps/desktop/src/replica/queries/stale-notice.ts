import { staleReplySchema } from '@holdfast/schema/domain/stale-reply';
import type { StaleReplyNotice } from '../../contract/outbox.ts';

/** What an outbox row says about its refusal. */
export interface RefusalRow {
  readonly details: unknown;
  readonly assigneeName: string | null;
}

/** What has changed since a reply was written; null for refusals of another kind. */
export function staleNoticeOf({ details, assigneeName }: RefusalRow): StaleReplyNotice | null {
  const stale = staleReplySchema.safeParse(details);
  return stale.success ? { ...stale.data, assigneeName } : null;
}
