import { RunningWork } from '@holdfast/schema/async/running-work';
import type { Account, SessionState } from '../../contract/session.ts';
import type { ReplicaError } from '../../contract/replica-error.ts';
import { AttachmentCache } from '../attachments/attachment-cache.ts';
import type { ConversationArrival } from '../apply/arrivals.ts';
import { storageFault } from '../database/storage-fault.ts';
import { concerns } from '../live/change-set.ts';
import type { ChangeSet } from '../live/change-set.ts';
import { History } from '../history/history.ts';
import { StorageManager } from '../idle/storage-manager.ts';
import { sweepWhenIdle } from '../idle/sweep-when-idle.ts';
import { arrivalNotices } from '../notices/arrival-notices.ts';
import { unreadColumn, viewConditions } from '../queries/fragments.ts';
import { RemotePresence } from '../presence/remote-presence.ts';
import { LocalPresence } from '../presence/local-presence.ts';
import type { HostServices } from '../program/host-services.ts';
import { createAuthClient } from '../sync/auth-client.ts';
import type { ConnectionMachineState } from '../sync/connection-machine.ts';
import { countVisibleMutations } from '../actions/quiet-mutations.ts';
import { SearchIndexer } from '../search/search-indexer.ts';
import { SyncClient } from '../sync/sync-client.ts';
import { TokenManager } from '../sync/token-manager.ts';
import type { SignInResponse } from '../sync/sign-in-response.ts';
import { replicaErrorFromCode, toReplicaError } from '../errors/to-replica-error.ts';
import { accountName, accountOf } from './account-files.ts';
import type { AccountFile, AccountFiles } from './account-files.ts';
import { connectionView } from './connection-view.ts';
import { DeviceClock } from './device-clock.ts';
import type { TaskHandle } from '../idle/registered-task.ts';
import { buildIndexesWhenIdle } from '../idle/index-builder.ts';
import { Replica } from '../replica/replica.ts';
import { SnoozeWatch } from '../live/snooze-watch.ts';

export interface AccountSessionOptions {
  readonly host: HostServices;
  readonly files: AccountFiles;
  readonly account: AccountFile;
  readonly publish: (changes: ChangeSet) => void;
}

const badgeDelayMs = 100;
const attachmentDelayMs = 1000;
const snoozeLookMs = 15_000;
const attachmentLimitBytes = 512 * 1024 * 1024;

/** The account in use: its open replica, its tokens and its connection. */
export class AccountSession {
  readonly replica: Replica;
  readonly attachments: AttachmentCache;
  readonly history: History;
  readonly housekeeping: StorageManager;
  readonly heardPresence = new RemotePresence();
  readonly ownPresence: LocalPresence;
  readonly #closed = new AbortController();
  /** Work begun by timers and changes. It reads the database and writes files, so `close` awaits it. */
  readonly #background = new RunningWork();
  readonly #snoozeTimer: NodeJS.Timeout;
  readonly #options: AccountSessionOptions;
  readonly #clock: DeviceClock;
  readonly #snoozes: SnoozeWatch;
  readonly #tokens: TokenManager;
  readonly #sync: SyncClient;
  readonly #indexes: TaskHandle;
  readonly #sweeping: TaskHandle;
  readonly #words: SearchIndexer;
  #account: AccountFile;
  /** First syncs ahead of this one in the server's queue. */
  #ahead: number | null = null;
  #unread: number | undefined;
  #badgeTimer: NodeJS.Timeout | undefined;
  #refreshTimer: NodeJS.Timeout | undefined;
  #problem: ReplicaError | null;

  static async open(options: AccountSessionOptions): Promise<AccountSession> {
    const { host, files, account, publish } = options;
    // The replica's callbacks need the session, which is created from the replica.
    const opened: { session?: AccountSession } = {};
    const clock = new DeviceClock(host.now);
    const replica = await Replica.open({
      paths: files.pathsOf(accountName(account)),
      template: host.template,
      userId: account.user.id,
      deviceId: account.deviceId,
      lockTimeoutMs: host.lockTimeoutMs,
      now: () => clock.now(),
      uuid: host.uuid,
      onChanges: (changes) => {
        opened.session?.onChanges(changes);
        publish(changes);
      },
      onArrivals: (arrivals) => opened.session?.notifyArrivals(arrivals),
    });
    const session = new AccountSession(options, replica, clock);
    opened.session = session;
    await session.reportUnread();
    return session;
  }

  private constructor(options: AccountSessionOptions, replica: Replica, clock: DeviceClock) {
    const { host, account } = options;
    this.#options = options;
    this.#account = account;
    this.replica = replica;
    this.#clock = clock;
    this.#snoozes = new SnoozeWatch(replica.database, () => clock.now());
    this.#problem = this.#openingProblem();
    const secretName = `${accountName(account)}@${new URL(account.serverUrl).origin}`;
    this.#tokens = new TokenManager({
      auth: createAuthClient(account.serverUrl),
      secrets: {
        load: () => host.loadSecret(secretName),
        store: (value) => host.sendToMain({ type: 'storeSecret', name: secretName, value }),
        clear: () => host.sendToMain({ type: 'clearSecret', name: secretName }),
      },
      now: () => clock.now(),
      onRenewed: (signedIn) => {
        this.#remember(signedIn).catch((error: unknown) => {
          this.onFailure('The account file could not be written', error);
        });
      },
    });
    this.#sync = new SyncClient({
      serverUrl: account.serverUrl,
      target: replica,
      tokens: this.#tokens,
      onServerTime: (serverTime) => this.#learnTime(serverTime),
      random: host.random,
      verifyStepMs: host.verifyStepMs,
      onState: (state) => this.#onConnection(state),
      onWaiting: (ahead) => this.#setAhead(ahead),
      onPresence: (presence) => options.publish(this.heardPresence.apply(presence)),
      onFailure: (error) => this.onFailure('The connection failed', error),
    });
    this.ownPresence = new LocalPresence((statement) => this.#sync.sendPresence(statement));
    this.#indexes = buildIndexesWhenIdle({
      idle: replica.idle,
      isComplete: () => replica.firstSync === null,
      missing: () => replica.missingIndexes(),
      build: (index) => replica.buildIndex(index),
      onFailure: (error) => this.onFailure('An index could not be built', error),
    });
    this.#words = new SearchIndexer({
      idle: replica.idle,
      isComplete: () => replica.firstSync === null,
      unindexed: (limit) => replica.unindexed(limit),
      index: (conversationIds, size) => replica.indexMessages(conversationIds, size),
      onIndexed: () => options.publish(new Set(['words'])),
      onFailure: (error) => this.onFailure('Messages could not be made searchable', error),
    });
    this.history = new History({
      database: replica.database,
      requestWindow: (request) => this.#sync.requestWindow(request),
      now: host.now,
    });
    this.#snoozeTimer = setInterval(() => void this.#background.add(this.#wakeSnoozed()), snoozeLookMs);
    this.attachments = new AttachmentCache({
      directory: options.files.pathsOf(accountName(account)).attachments,
      database: replica.database,
      limitBytes: attachmentLimitBytes,
      download: (attachmentId) => this.#sync.download(attachmentId),
      now: host.now,
    });
    const paths = options.files.pathsOf(accountName(account));
    this.housekeeping = new StorageManager({
      database: replica.database,
      databaseDirectory: paths.database,
      attachmentDirectory: paths.attachments,
      limitFile: paths.storageLimit,
      maintenance: replica.maintenance,
      activity: replica.activity,
      attachments: this.attachments,
      requestWindow: (request) => this.#sync.requestWindow(request),
    });
    this.#sweeping = sweepWhenIdle({
      idle: replica.idle,
      sweep: async () => {
        await this.housekeeping.look(this.#closed.signal);
        if (!this.#closed.signal.aborted) options.publish(new Set(['storage']));
      },
      onFailure: (error) => this.onFailure('Sweeping failed', error),
    });
  }

  get account(): AccountFile {
    return this.#account;
  }

  /** Connects with the tokens of a sign-in, or with the refresh token of the keyring. */
  async start(signedIn?: SignInResponse): Promise<void> {
    if (signedIn !== undefined) {
      this.#tokens.accept(signedIn);
      await this.#remember(signedIn);
    }
    this.#sync.start();
  }

  connectNow(): void {
    this.#sync.connectNow();
  }

  /** True if the screen shows what the server has, except for changes on their way. */
  get isLive(): boolean {
    return this.#sync.state.kind === 'live';
  }

  /** Call after an agent action: the pusher sends it. */
  wake(): void {
    this.#sync.wakePusher();
  }

  async signOut(): Promise<void> {
    await this.#tokens.signOut();
    await this.close();
    await this.#options.files.forget(this.#account);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.ownPresence.stop();
    clearInterval(this.#snoozeTimer);
    clearTimeout(this.#badgeTimer);
    clearTimeout(this.#refreshTimer);
    await this.#sync.stop();
    await this.#indexes.stop();
    await this.#words.stop();
    await this.#sweeping.stop();
    await this.#background.idle();
    await this.#options.files.settled();
    await this.replica.close();
  }

  /** The part of `session.state` that depends on the account. */
  state(): Pick<
    SessionState,
    'account' | 'connection' | 'clockOffsetMs' | 'firstSync' | 'outbox' | 'problem'
  > {
    const { pending, refused } = this.replica.queue;
    return {
      account: accountView(this.#account),
      connection: connectionView(this.#sync.state, {
        wall: this.#clock.now().getTime(),
        elapsed: performance.now(),
      }),
      clockOffsetMs: this.#clock.offsetMs,
      firstSync: this.replica.firstSync === null ? null : { ...this.replica.firstSync, ahead: this.#ahead },
      outbox: {
        queued: countVisibleMutations(pending),
        refused: countVisibleMutations(refused.map(({ mutation }) => mutation)),
      },
      problem: this.#problem,
    };
  }

  /** The problem is shown until it is set to null, when the failed part works again. */
  setProblem(problem: ReplicaError | null): void {
    if (problem?.code === this.#problem?.code) return;
    this.#problem = problem;
    this.#options.publish(new Set(['session']));
  }

  /** Writes to the log, and handles faults of the disk. */
  onFailure(what: string, error: unknown): void {
    if (this.#closed.signal.aborted) return;
    this.#options.host.log(what, error);
    const { code } = toReplicaError(error);
    if (code === 'HF_JOURNAL_FULL') this.setProblem(replicaErrorFromCode(code));
    if (storageFault(error) === 'damaged') void this.#restartDamaged();
  }

  /** Sends the number of the agent's unread conversations to main, for the badge. */
  async reportUnread(): Promise<void> {
    const [row] = await this.replica.database.rows<{ count: number }>(
      `select count(*) from conversations c where ${viewConditions.mine} and ${unreadColumn} > 0`,
      [this.#account.user.id],
    );
    const count = row?.count ?? 0;
    if (count === this.#unread) return;
    this.#unread = count;
    this.#options.host.sendToMain({ type: 'badge', count });
  }

  /** Badge and attachments follow changes, at most once per delay. */
  onChanges(changes: ChangeSet): void {
    this.#words.wake();
    if (changes.has('session')) this.#ahead = null;
    if (this.#problem?.code === 'HF_JOURNAL_FULL') this.setProblem(null);
    if (concerns(changes, ['table:message_attachments', 'table:conversations'])) {
      this.#refreshTimer ??= setTimeout(() => {
        this.#refreshTimer = undefined;
        this.#refreshAttachments();
      }, attachmentDelayMs);
    }
    this.#badgeTimer ??= setTimeout(() => {
      this.#badgeTimer = undefined;
      this.#background.add(this.reportUnread()).catch((error: unknown) => {
        this.onFailure('The unread conversations could not be counted', error);
      });
    }, badgeDelayMs);
  }

  notifyArrivals(arrivals: readonly ConversationArrival[]): void {
    for (const notice of arrivalNotices(arrivals, this.#account.user.locale))
      this.#options.host.sendToMain(notice);
  }

  #setAhead(ahead: number | null): void {
    if (ahead === this.#ahead) return;
    this.#ahead = ahead;
    this.#options.publish(new Set(['session']));
  }

  #onConnection(state: ConnectionMachineState): void {
    if (state.kind !== 'live' && state.kind !== 'catching-up') this.#ahead = null;
    if (state.kind === 'live') {
      this.#refreshAttachments();
      if (this.#problem?.code === 'HF_REPLICA_REBUILT') this.#problem = null;
    }
    const isConnected = state.kind === 'live' || state.kind === 'catching-up';
    this.ownPresence.connected(isConnected);
    this.#options.publish(new Set(['session', ...(isConnected ? [] : this.heardPresence.forget())]));
  }

  #refreshAttachments(): void {
    this.#background.add(this.attachments.refresh(this.#closed.signal)).catch((error: unknown) => {
      this.onFailure('Attachments could not be fetched', error);
    });
  }

  async #wakeSnoozed(): Promise<void> {
    const isChanged = await this.#snoozes.look().catch(() => false);
    if (isChanged && !this.#closed.signal.aborted) this.#options.publish(new Set(['table:conversations']));
  }

  /** Queries call Postgres's now(), which reads the device's clock; `holdfast.clock_offset` corrects it. */
  #learnTime(serverTime: string): void {
    if (!this.#clock.synchronize(serverTime)) return;
    const offset = `${this.#clock.offsetMs} ms`;
    this.#background
      .add(this.replica.database.rows(`select set_config('holdfast.clock_offset', $1, false)`, [offset]))
      .then(() => this.#options.publish(new Set(['session', 'table:conversations'])))
      .catch((error: unknown) => this.onFailure('The clock offset could not be set', error));
  }

  /** A damaged database is rebuilt at the next start. Main starts the process again when it exits. */
  async #restartDamaged(): Promise<void> {
    this.#closed.abort();
    await this.replica.markDamaged().catch(() => undefined);
    this.#options.host.exit(1);
  }

  async #remember(signedIn: SignInResponse): Promise<void> {
    // Tokens renewed during a sign-out must not write the account's file again.
    if (this.#closed.signal.aborted) return;
    this.#account = accountOf(signedIn, this.#account.serverUrl);
    await this.#options.files.remember(this.#account);
    this.#options.publish(new Set(['session']));
  }

  #openingProblem(): ReplicaError | null {
    const { journalDamage, rebuilt } = this.replica.report;
    if (journalDamage !== null) {
      this.#options.host.log(
        `The journal had ${journalDamage.lostBytes} unreadable bytes. Copy: ${journalDamage.copiedTo}`,
      );
      return replicaErrorFromCode('HF_JOURNAL_DAMAGED');
    }
    if (rebuilt === null) return null;
    this.#options.host.log(
      `The replica did not open and was replaced. Old directory: ${rebuilt.directory}`,
      rebuilt.cause,
    );
    return replicaErrorFromCode('HF_REPLICA_REBUILT');
  }
}

function accountView({ user, tenant }: AccountFile): Account {
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    locale: user.locale,
    tenant,
  };
}
