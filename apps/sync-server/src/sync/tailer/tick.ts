import type { HeldScope } from '@holdfast/schema/domain/scope';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { DeltaRemoval, DeltaRows, MutationResult } from '@holdfast/schema/protocol/delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { ConversationOwnership } from '@holdfast/schema/scope/conversation-scope';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';

/** One changed row, as Postgres wrote it. */
export interface ChangedRow {
  readonly table: SyncedTableName;
  readonly json: string;
  /** For rows of a message: the message's time and id, to compare with a replica's window. */
  readonly message: { readonly createdAtMicros: number; readonly id: number } | null;
}

/** A changed canned response. `owner` is null if it is shared with all agents. */
export interface ChangedCannedResponse {
  readonly id: number;
  readonly owner: number | null;
  readonly json: string;
}

/** What changed in one tenant between two snapshots, read once for all its sessions (rule D2). */
export interface Tick {
  readonly to: Cursor;
  /** Assignment state of the conversations whose own row changed. Deleted ones are in `deletedConversations`. */
  readonly ownerships: ReadonlyMap<number, ConversationOwnership>;
  readonly deletedConversations: ReadonlySet<number>;
  /** Changed rows, including headers and customers, of the conversations that a session holds. */
  readonly rows: ReadonlyMap<number, readonly ChangedRow[]>;
  /** All rows of the conversations that enter at least one session, by `windowKey`. */
  readonly windows: ReadonlyMap<string, EnteringConversation>;
  /** By conversation; null: reference tables. */
  readonly removals: ReadonlyMap<number | null, readonly DeltaRemoval[]>;
  readonly reference: readonly DeltaRows[];
  readonly cannedResponses: readonly ChangedCannedResponse[];
  /** By device. */
  readonly results: ReadonlyMap<number, readonly MutationResult[]>;
}

/** An entering conversation: the record of what is held, and its rows. */
export interface EnteringConversation {
  readonly held: HeldConversation;
  readonly parts: readonly DeltaRows[];
}

export function windowKey(conversationId: number, scope: HeldScope): string {
  return `${scope}:${conversationId}`;
}
