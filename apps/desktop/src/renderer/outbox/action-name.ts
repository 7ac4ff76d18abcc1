import { isMessageId } from '../i18n/message-id.ts';
import type { MessageId } from '../i18n/message-id.ts';

/** The text that names a queued mutation; a general one for a mutation that a newer app queued. */
export function actionName(mutator: string): MessageId {
  const id = `outbox.name.${mutator}`;
  return isMessageId(id) ? id : 'outbox.name.other';
}
