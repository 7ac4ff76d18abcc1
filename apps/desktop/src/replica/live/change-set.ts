/**
 * What a commit changed, in the words that live queries depend on: `conversation:<id>` for any row of it, `table:<name>`
 * for rows of one table, and `outbox`, `drafts`, `session`. `everything` stands for all of them. `presence:<id>` is who
 * is in a conversation right now, `presence` who is in any, `storage` what all of it takes up: no commit changes that.
 * `words` is what messages are found by, which follows the messages a while later.
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

/** Whether a query with these dependencies may have another result after these changes. */
export function concerns(changes: ChangeSet, dependencies: readonly ChangeKey[]): boolean {
  return changes.has('everything') || dependencies.some((key) => changes.has(key));
}
