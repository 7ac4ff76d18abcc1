import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { AnyAction } from '@holdfast/schema/mutators/action';
import type { ActionFactName } from '@holdfast/schema/mutators/action-facts';
import { actions } from '@holdfast/schema/mutators/actions';
import type { ActionName, ParsedInput } from '@holdfast/schema/mutators/actions';
import type { ConversationInput } from '../../contract/conversation.ts';
import type { Draft, SaveDraftInput } from '../../contract/drafts.ts';
import type { LiveQueries, LiveQueryName } from '../../contract/live-queries.ts';
import type { MutationReceipt } from '../../contract/mutations.ts';
import type { OutboxEdit, OutboxItemInput } from '../../contract/outbox.ts';
import type { SetPresenceInput } from '../../contract/presence.ts';
import type { SetStorageLimitInput, StorageUse } from '../../contract/storage.ts';
import type { SessionState, SignInInput, SignOutInput } from '../../contract/session.ts';
import type { CachedAttachment } from '../attachments/attachment-cache.ts';
import { AccountFiles, accountName, accountOf } from '../account/account-files.ts';
import type { AccountFile } from '../account/account-files.ts';
import { AccountSession } from '../account/account-session.ts';
import { actionsOf, receiptOf } from '../actions/agent-actions.ts';
import { readActionFacts } from '../account/read-action-facts.ts';
import type { JournalRecord } from '../journal/journal-records.ts';
import { LiveQueryRegistry } from '../live/live-query-registry.ts';
import type { QueryRun } from '../live/live-query-registry.ts';
import {
  discardRecord,
  editOf,
  removeFromOutbox,
  factsForRetry,
  retryAction,
} from '../actions/outbox-actions.ts';
import { conversationOf } from '../actions/reconcile.ts';
import type { Action, TransactionExtras } from '../actions/run-mutations.ts';
import { SerialQueue } from '../replica/serial-queue.ts';
import { namedQueries } from '../queries/named-queries.ts';
import type { ReplicaQueryName } from '../queries/named-queries.ts';
import type { NamedQuery } from '../queries/query-context.ts';
import type { HostServices } from './host-services.ts';
import type { ReplicaOperations } from '../router/replica-operations.ts';
import { createAuthClient } from '../sync/auth-client.ts';
import { toServerError } from '../sync/server-error.ts';
import { replicaErrorFromCode, toReplicaError } from '../errors/to-replica-error.ts';

/** All operations of windows, over at most one open account. */
export class ReplicaService implements ReplicaOperations {
  readonly #host: HostServices;
  readonly #files: AccountFiles;
  readonly #registry = new LiveQueryRegistry();
  /** Runs the opening and closing of accounts one after the other. */
  readonly #switching = new SerialQueue();
  #session: AccountSession | null = null;
  /** Initial values of the sign-in form while no account is open. */
  #lastAccount: AccountFile | undefined;

  constructor(host: HostServices) {
    this.#host = host;
    this.#files = new AccountFiles(host.userDataDirectory);
  }

  /** Opens the account that was open last, without a request to the server. */
  async openLastAccount(): Promise<AccountFile | null> {
    const account = await this.#files.last();
    if (account === undefined) return null;
    await this.#switching.run(() => this.#open(account));
    await this.#session?.start();
    return account;
  }

  async close(): Promise<void> {
    await this.#switching.run(() => this.#closeSession());
  }

  connectNow(): void {
    this.#session?.connectNow();
  }

  /** Returns the file of an attachment that is cached or can be downloaded now. */
  async findAttachment(attachmentId: number): Promise<CachedAttachment | null> {
    return (await this.#session?.attachments.find(attachmentId)) ?? null;
  }

  watch<Name extends LiveQueryName>(
    name: Name,
    input: LiveQueries[Name]['input'],
    signal: AbortSignal,
  ): AsyncIterable<LiveQueries[Name]['result']> {
    // The name determines the type of the result. The compiler cannot infer that.
    const run = (() => {
      if (name === 'session.state') return this.#sessionState();
      if (name === 'storage.use') return this.#storageUse();
      return this.#runQuery(name, input);
    }) as () => Promise<QueryRun<LiveQueries[Name]['result']> | undefined>;
    return this.#registry.watch(run, signal);
  }

  async signIn(input: SignInInput): Promise<void> {
    await this.#switching.run(async () => {
      const serverUrl = input.serverUrl ?? this.#session?.account.serverUrl ?? this.#host.defaultServerUrl;
      const { tenant, email, password } = input;
      const device = {
        uuid: await this.#files.deviceUuid(this.#host.uuid),
        name: this.#host.deviceName,
      };
      const signedIn = await createAuthClient(serverUrl)
        .signIn({ tenant, email, password, device })
        .catch((error: unknown) => {
          throw toServerError(error);
        });
      const account = accountOf(signedIn, serverUrl);
      const current = this.#session?.account;
      const isSame =
        current !== undefined &&
        accountName(current) === accountName(account) &&
        current.serverUrl === serverUrl &&
        current.deviceId === account.deviceId;
      if (!isSame) {
        await this.#closeSession();
        await this.#files.remember(account);
        await this.#open(account);
      }
      await this.#session?.start(signedIn);
    });
  }

  async signOut({ discardQueued = false }: SignOutInput): Promise<void> {
    await this.#switching.run(async () => {
      const session = this.#session;
      if (session === null) return;
      const { pending, refused } = session.replica.queue;
      if (!discardQueued && pending.length + refused.length > 0)
        throw new HoldfastError('HF_OUTBOX_NOT_EMPTY');
      this.#session = null;
      this.#lastAccount = session.account;
      await session.signOut();
      this.#host.sendToMain({ type: 'badge', count: 0 });
      this.#registry.publish(new Set(['everything']));
    });
  }

  async act<Name extends ActionName>(name: Name, input: ParsedInput<Name>): Promise<MutationReceipt | null> {
    const { facts = [], writes }: AnyAction = actions[name];
    const { conversationId }: { readonly conversationId: number } = input;
    const mutations = actionsOf(name, input, await this.#facts(facts, conversationId));
    if (mutations.length === 0) return null;
    if (writes?.endsDraft !== true) return await this.#run(mutations);
    return await this.#runWithDraft(mutations, { conversationId, mode: writes.mode });
  }

  fetchOlder({ id }: ConversationInput): Promise<boolean> {
    return this.#require().history.fetchOlder(id);
  }

  noteOpened({ id }: ConversationInput): Promise<void> {
    return this.#require().history.noteOpened(id);
  }

  async setStorageLimit({ bytes }: SetStorageLimitInput): Promise<void> {
    await this.#require().housekeeping.setLimit(bytes);
    this.#registry.publish(new Set(['storage']));
  }

  setPresence(input: SetPresenceInput): Promise<void> {
    this.#require().ownPresence.update(input);
    return Promise.resolve();
  }

  async saveDraft(input: SaveDraftInput): Promise<void> {
    const session = this.#require();
    session.replica.activity.notice();
    const saved = session.replica.drafts.save({ ...input, updatedAt: this.#host.now().toISOString() });
    this.#registry.publish(new Set(['drafts']));
    await this.#watchingTheDisk(session, () => saved);
  }

  async retryOutboxItem({ mutationId }: OutboxItemInput): Promise<void> {
    const refused = this.#require().replica.refusedMutation(mutationId);
    const facts = await this.#facts(factsForRetry(refused), conversationOf(refused.mutation));
    await this.#run([retryAction(refused, facts)], this.#instead(mutationId));
  }

  async discardOutboxItem({ mutationId }: OutboxItemInput): Promise<void> {
    const session = this.#require();
    session.replica.refusedMutation(mutationId);
    const { records, write } = this.#instead(mutationId);
    await this.#watchingTheDisk(session, () => session.replica.note(records, write));
  }

  async editOutboxItem({ mutationId }: OutboxItemInput): Promise<OutboxEdit> {
    const session = this.#require();
    await session.replica.drafts.flush();
    const refused = session.replica.refusedMutation(mutationId);
    const { conversationId } = editOf(refused, undefined);
    const edit = editOf(refused, session.replica.drafts.all().get(conversationId));
    const draft: JournalRecord = {
      type: 'draft',
      draft: { ...edit, cannedResponseId: null, updatedAt: this.#host.now().toISOString() },
    };
    const { records, write } = this.#instead(mutationId);
    await this.#watchingTheDisk(session, () => session.replica.note([draft, ...records], write));
    return edit;
  }

  async #facts(names: readonly ActionFactName[], conversationId: number | null) {
    const { replica, isLive } = this.#require();
    const { database, userId } = replica;
    return conversationId === null
      ? {}
      : await readActionFacts(names, { database, userId, isLive }, conversationId);
  }

  /** Removes a refused mutation in the same append as its replacement. */
  #instead(mutationId: number): Required<TransactionExtras> {
    return { records: [discardRecord(mutationId)], write: (tx) => removeFromOutbox(tx, mutationId) };
  }

  /** Sending ends the draft. Both become durable in one append. */
  async #runWithDraft(
    actions: readonly Action[],
    { conversationId, mode }: { readonly conversationId: number; readonly mode: Draft['mode'] },
  ): Promise<MutationReceipt> {
    const { drafts } = this.#require().replica;
    const draft = drafts.all().get(conversationId);
    if (draft?.mode !== mode) return await this.#run(actions);
    const putBack = drafts.take(conversationId);
    try {
      return await this.#run(actions, { records: [{ type: 'draft', draft: { ...draft, text: '' } }] });
    } catch (error) {
      putBack();
      throw error;
    }
  }

  async #run(actions: readonly Action[], companions: TransactionExtras = {}): Promise<MutationReceipt> {
    const session = this.#require();
    const outcome = await this.#watchingTheDisk(session, () => session.replica.act(actions, companions));
    if (companions.records !== undefined) this.#registry.publish(new Set(['drafts']));
    session.wake();
    return receiptOf(outcome);
  }

  /** Shows a problem while the journal cannot be written. */
  async #watchingTheDisk<Result>(session: AccountSession, write: () => Promise<Result>): Promise<Result> {
    try {
      const result = await write();
      const { problem } = session.state();
      if (problem?.code === 'HF_JOURNAL_FULL' || problem?.code === 'HF_JOURNAL_FAILED')
        session.setProblem(null);
      return result;
    } catch (error) {
      const { code } = toReplicaError(error);
      if (code === 'HF_JOURNAL_FULL' || code === 'HF_JOURNAL_FAILED')
        session.setProblem(replicaErrorFromCode(code));
      throw error;
    }
  }

  #require(): AccountSession {
    if (this.#session === null) throw new HoldfastError('HF_REPLICA_UNAVAILABLE');
    return this.#session;
  }

  async #open(account: AccountFile): Promise<void> {
    this.#session = await AccountSession.open({
      host: this.#host,
      files: this.#files,
      account,
      publish: (changes) => this.#registry.publish(changes),
    });
    this.#registry.publish(new Set(['everything']));
  }

  async #closeSession(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.close();
  }

  #sessionState(): Promise<QueryRun<SessionState>> {
    const account = this.#session?.account ?? this.#lastAccount;
    const signedOut = {
      account: null,
      connection: { kind: 'signed-out' },
      clockOffsetMs: 0,
      firstSync: null,
      outbox: { queued: 0, refused: 0 },
      problem: null,
    } as const;
    return Promise.resolve({
      result: {
        ...(this.#session?.state() ?? signedOut),
        signInDefaults: {
          serverUrl: account?.serverUrl ?? this.#host.defaultServerUrl,
          tenant: account?.tenant.slug ?? '',
          email: account?.user.email ?? '',
        },
        canStaySignedIn: this.#host.secretsAvailable,
      },
      dependsOn: ['session', 'outbox'],
    });
  }

  async #storageUse(): Promise<QueryRun<StorageUse> | undefined> {
    const session = this.#session;
    if (session === null) return undefined;
    return { result: await session.housekeeping.readUse(), dependsOn: ['storage', 'session'] };
  }

  async #runQuery<Name extends ReplicaQueryName>(
    name: Name,
    input: LiveQueries[Name]['input'],
  ): Promise<QueryRun<LiveQueries[Name]['result']> | undefined> {
    const session = this.#session;
    if (session === null) return undefined;
    const query: NamedQuery<Name> = namedQueries[name];
    session.replica.activity.notice();
    const { database, drafts, userId } = session.replica;
    try {
      return await query({ database, userId, drafts: drafts.all(), presence: session.heardPresence }, input);
    } catch (error) {
      // The account was closed during the query: no reader is left.
      if (this.#session !== session) return undefined;
      session.onFailure(`${name} failed`, error);
      throw error;
    }
  }
}
