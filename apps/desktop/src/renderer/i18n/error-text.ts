import type { ReplicaError } from '../../contract/replica-error.ts';
import en from './en.json';
import type { MessageId } from './message-id.ts';
import type { Text } from './use-text.ts';

/** The error in the agent's language if there is a text for its code, otherwise the replica's message. */
export function errorText(text: Text, error: ReplicaError): string {
  const id = `error.${error.code}`;
  return isMessageId(id) ? text(id) : error.message;
}

function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(en, id);
}
