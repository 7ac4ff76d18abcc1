import en from './en.json';

/** Id of a text. Every language has all ids. */
export type MessageId = keyof typeof en;

export function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(en, id);
}
