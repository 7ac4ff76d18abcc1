import type { ConversationInput } from '../../contract/conversation.ts';
import type { SaveDraftInput } from '../../contract/drafts.ts';
import type { LiveQueries, LiveQueryName } from '../../contract/live-queries.ts';
import type { AgentActions, MutationReceipt } from '../../contract/mutations.ts';
import type { OutboxEdit, OutboxItemInput } from '../../contract/outbox.ts';
import type { SetPresenceInput } from '../../contract/presence.ts';
import type { SetStorageLimitInput } from '../../contract/storage.ts';
import type { SignInInput, SignOutInput } from '../../contract/session.ts';

/** The part of the replica that the router uses. No Node types here: the renderer type-checks against the router. */
export interface ReplicaOperations {
  watch<Name extends LiveQueryName>(
    name: Name,
    input: LiveQueries[Name]['input'],
    signal: AbortSignal,
  ): AsyncIterable<LiveQueries[Name]['result']>;
  signIn(input: SignInInput): Promise<void>;
  signOut(input: SignOutInput): Promise<void>;
  /** One of the agent's actions. Null where there was nothing to do, which only some of them can find. */
  act<Name extends keyof AgentActions>(
    name: Name,
    input: AgentActions[Name]['parsed'],
  ): Promise<MutationReceipt | null>;
  setPresence(input: SetPresenceInput): Promise<void>;
  /** Returns false without a connection, or if nothing older exists. */
  fetchOlder(input: ConversationInput): Promise<boolean>;
  noteOpened(input: ConversationInput): Promise<void>;
  setStorageLimit(input: SetStorageLimitInput): Promise<void>;
  saveDraft(input: SaveDraftInput): Promise<void>;
  retryOutboxItem(input: OutboxItemInput): Promise<void>;
  discardOutboxItem(input: OutboxItemInput): Promise<void>;
  editOutboxItem(input: OutboxItemInput): Promise<OutboxEdit>;
}
