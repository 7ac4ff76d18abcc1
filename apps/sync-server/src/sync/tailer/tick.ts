import type { HeldScope } from '@holdfast/schema/domain/scope';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { DeltaRemoval, DeltaRows, MutationResult } from '@holdfast/schema/protocol/delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { allowedScope, type ConversationOwnership } from '@holdfast/schema/scope/conversation-scope';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';

/** What decides who may hold a conversation. */
export type Placement = ConversationOwnership;

/** One changed row, as Postgres wrote it. */
export interface ChangedRow {
  readonly table: SyncedTableName;
  readonly json: string;
  /** For rows of a message: where the message stands, to be held against a replica's window. */
  readonly message: { readonly createdAtMicros: number; readonly id: number } | null;
}

/** A canned response that changed, and who may see it: null for the whole team. */
export interface ChangedCannedResponse {
  readonly id: number;
  readonly owner: number | null;
  readonly json: string;
}

/** What changed in one tenant between two snapshots, read once for all its sessions (rule D2). */
export interface Tick {
  readonly to: Cursor;
  /** Where each conversation stands whose own row changed. One that was deleted is in `deletedConversations`. */
  readonly placements: ReadonlyMap<number, Placement>;
  readonly deletedConversations: ReadonlySet<number>;
  /** Changed rows of conversations, header and customer included, for those that a session holds. */
  readonly rows: ReadonlyMap<number, readonly ChangedRow[]>;
  /** Everything about a conversation that some session comes to hold, by scope. */
  readonly windows: ReadonlyMap<string, EnteringConversation>;
  /** By conversation; those of reference tables under null. */
  readonly removals: ReadonlyMap<number | null, readonly DeltaRemoval[]>;
  readonly reference: readonly DeltaRows[];
  readonly cannedResponses: readonly ChangedCannedResponse[];
  /** By device. */
  readonly results: ReadonlyMap<number, readonly MutationResult[]>;
}

/** A conversation that enters: what is held then, and its rows. */
export interface EnteringConversation {
  readonly held: HeldConversation;
  readonly parts: readonly DeltaRows[];
}

export function windowKey(conversationId: number, scope: HeldScope): string {
  return `${scope}:${conversationId}`;
}

/** What a user may hold of a conversation that stands there (rules S1, S2); null for nothing. */
export function scopeFor(userId: number, placement: Placement): HeldScope | null {
  return allowedScope(userId, placement);
}
