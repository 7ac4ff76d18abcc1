/**
 * The keys of a change, which live queries depend on. `conversation:<id>` is any row of a conversation, `table:<name>`
 * the rows of one table. `everything` stands for all keys. `presence:<id>` is the presence in one conversation,
 * `presence` in any, `storage` the space in use; these are not changed by commits. `words` is the search index, which
 * is updated a while after the messages.
 */
export type ChangeKey =
  | `conversation:${number}`
  | `table:${string}`
  | 'outbox'
  | 'drafts'
  | 'session'
  | 'storage'
  | 'words'
  | 'presence'
  | `presence:${number}`
  | 'everything';

export type ChangeSet = ReadonlySet<ChangeKey>;

export function conversationKey(id: number): ChangeKey {
  return `conversation:${id}`;
}

export function presenceKey(conversationId: number): ChangeKey {
  return `presence:${conversationId}`;
}

export function tableKey(name: string): ChangeKey {
  return `table:${name}`;
}

/** True if a query with these dependencies can have another result after these changes. */
export function concerns(changes: ChangeSet, dependencies: readonly ChangeKey[]): boolean {
  return changes.has('everything') || dependencies.some((key) => changes.has(key));
}
