import type { ConversationInput } from '../../contract/conversation.ts';
import type { SaveDraftInput } from '../../contract/drafts.ts';
import type { LiveQueries, LiveQueryName } from '../../contract/live-queries.ts';
import type {
  AddNoteInput,
  ClaimInput,
  EditNoteInput,
  MarkReadInput,
  MutationReceipt,
  SendMessageInput,
  SetPriorityInput,
  SetStatusInput,
  TagInput,
  TransferInput,
} from '../../contract/mutations.ts';
import type { OutboxEdit, OutboxItemInput } from '../../contract/outbox.ts';
import type { SetPresenceInput } from '../../contract/presence.ts';
import type { SetStorageLimitInput } from '../../contract/storage.ts';
import type { SignInInput, SignOutInput } from '../../contract/session.ts';

/** What the router needs of the replica. No Node types here: the renderer type-checks against the router. */
export interface ReplicaOperations {
  watch<Name extends LiveQueryName>(
    name: Name,
    input: LiveQueries[Name]['input'],
    signal: AbortSignal,
  ): AsyncIterable<LiveQueries[Name]['result']>;
  signIn(input: SignInInput): Promise<void>;
  signOut(input: SignOutInput): Promise<void>;
  sendMessage(input: SendMessageInput): Promise<MutationReceipt>;
  addNote(input: AddNoteInput): Promise<MutationReceipt>;
  editNote(input: EditNoteInput): Promise<MutationReceipt>;
  addTag(input: TagInput): Promise<MutationReceipt>;
  removeTag(input: TagInput): Promise<MutationReceipt>;
  setStatus(input: SetStatusInput): Promise<MutationReceipt>;
  setPriority(input: SetPriorityInput): Promise<MutationReceipt>;
  claim(input: ClaimInput): Promise<MutationReceipt>;
  transfer(input: TransferInput): Promise<MutationReceipt>;
  markRead(input: MarkReadInput): Promise<MutationReceipt | null>;
  setPresence(input: SetPresenceInput): Promise<void>;
  /** False where there is nobody to ask, or nothing older. */
  fetchOlder(input: ConversationInput): Promise<boolean>;
  noteOpened(input: ConversationInput): Promise<void>;
  setStorageLimit(input: SetStorageLimitInput): Promise<void>;
  saveDraft(input: SaveDraftInput): Promise<void>;
  retryOutboxItem(input: OutboxItemInput): Promise<void>;
  discardOutboxItem(input: OutboxItemInput): Promise<void>;
  editOutboxItem(input: OutboxItemInput): Promise<OutboxEdit>;
}
