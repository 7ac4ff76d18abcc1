import type { AgentActions } from '../../contract/mutations.ts';
import type { ConversationInput } from '../../contract/conversation.ts';
import type { SaveDraftInput } from '../../contract/drafts.ts';
import type { OutboxEdit, OutboxItemInput } from '../../contract/outbox.ts';
import type { SetPresenceInput } from '../../contract/presence.ts';
import type { SetStorageLimitInput } from '../../contract/storage.ts';
import type { SignInInput, SignOutInput } from '../../contract/session.ts';

type ConversationActions = {
  [Name in keyof AgentActions as `conversation.${Name}`]: AgentActions[Name];
};

/** Every mutation that the window can call, with its input and result. */
export interface ReplicaMutations extends ConversationActions {
  'session.signIn': { input: SignInInput; result: unknown };
  'session.signOut': { input: SignOutInput; result: unknown };
  'conversation.setPresence': { input: SetPresenceInput; result: unknown };
  'conversation.fetchOlder': { input: ConversationInput; result: boolean };
  'conversation.noteOpened': { input: ConversationInput; result: unknown };
  'storage.setLimit': { input: SetStorageLimitInput; result: unknown };
  'drafts.save': { input: SaveDraftInput; result: unknown };
  'outbox.retry': { input: OutboxItemInput; result: unknown };
  'outbox.discard': { input: OutboxItemInput; result: unknown };
  'outbox.edit': { input: OutboxItemInput; result: OutboxEdit };
}

export type MutationName = keyof ReplicaMutations;
