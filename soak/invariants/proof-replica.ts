import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { Delta } from '@holdfast/schema/protocol/delta';
import type { ReplicaImage } from '@holdfast/testkit/oracle/replica-image';
import { SnapshotView } from '@holdfast/testkit/oracle/snapshot-view';
import type { StampedTransaction } from '@holdfast/testkit/oracle/snapshot-view';
import { FaultyLink } from '@holdfast/testkit/transport/faulty-link';
import { delivered } from '@holdfast/testkit/transport/link-direction';
import type { MessageFate } from '@holdfast/testkit/transport/link-direction';
import type { WireMessage } from '@holdfast/testkit/transport/wire-message';

import { AccountFiles } from '@holdfast/desktop/replica/account/account-files';
import { Replica } from '@holdfast/desktop/replica/replica/replica';
import { templateAt } from '@holdfast/desktop/replica/database/replica-directory';
import type { Action } from '@holdfast/desktop/replica/actions/run-mutations';
import type { ConnectionMachineState } from '@holdfast/desktop/replica/sync/connection-machine';
import { SyncClient } from '@holdfast/desktop/replica/sync/sync-client';
import type { SyncTarget } from '@holdfast/desktop/replica/sync/sync-target';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';
import type { BreakableRule } from '../broken/breakable-rules.ts';
import { replicaWithout, storageWithout } from '../broken/broken-replica.ts';
import { localTokens } from '../replica/local-tokens.ts';
import type { SoakAgent } from '../replica/local-tokens.ts';
import { readImage } from '../replica/read-image.ts';
import { withApply } from '../replica/with-apply.ts';

export interface ProofReplicaOptions {
  readonly name: string;
  readonly directory: string;
  readonly agent: SoakAgent;
  readonly serverPort: number;
  readonly broken: BreakableRule | null;
  readonly onWire: (message: WireMessage) => void;
}

/** The desktop's replica in this process, behind its own faulty link. Records its cursor after every commit. */
export class ProofReplica implements AsyncDisposable {
  readonly name: string;
  readonly account: Replica;
  readonly link: FaultyLink;
  /** The cursor after each commit, in order. */
  readonly cursors: Cursor[] = [];
  /** Taken after each commit while `watches` is set. */
  readonly images: ReplicaImage[] = [];
  watches = false;
  /** Decides how the link handles each message. */
  decide: (message: WireMessage) => MessageFate = () => delivered;
  readonly #agent: SoakAgent;
  readonly #target: SyncTarget;
  #sync: SyncClient | undefined;

  static async open(options: ProofReplicaOptions): Promise<ProofReplica> {
    const paths = new AccountFiles(options.directory).pathsOf('proof');
    await mkdir(paths.directory, { recursive: true });
    const opened: { replica?: ProofReplica } = {};
    const link = await FaultyLink.start({
      targetPort: options.serverPort,
      onMessage: options.onWire,
      decide: (message) => opened.replica?.decide(message) ?? delivered,
    });
    const account = await Replica.open({
      paths,
      template: templateAt(await testTemplateDirectory()),
      userId: options.agent.userId,
      deviceId: options.agent.deviceId,
      now: () => new Date(),
      uuid: randomUUID,
      lockTimeoutMs: 0,
      storage: storageWithout(options.broken),
      onChanges: () => undefined,
      onArrivals: () => undefined,
    });
    opened.replica = new ProofReplica(options, account, link);
    return opened.replica;
  }

  private constructor({ name, agent, broken }: ProofReplicaOptions, account: Replica, link: FaultyLink) {
    this.name = name;
    this.#agent = agent;
    this.account = account;
    this.#target = replicaWithout(broken, account);
    this.link = link;
  }

  get userId(): number {
    return this.#agent.userId;
  }

  /** Connects; resolves when the replica is live or the time is over, because a broken build can stay not live. */
  async connect(timeoutMs = 20_000): Promise<void> {
    let onLive: () => void = () => undefined;
    const live = new Promise<void>((resolve) => {
      onLive = resolve;
    });
    const options = {
      serverUrl: this.link.url,
      // Records each commit.
      target: withApply(this.#target, (deltas) => this.#apply(deltas)),
      tokens: localTokens(this.#agent, () => new Date()),
      random: Math.random,
      onState: ({ kind }: ConnectionMachineState) => {
        if (kind === 'live') onLive();
      },
      onPresence: () => undefined,
      onFailure: () => undefined,
    };
    this.#sync = new SyncClient(options);
    this.#sync.start();
    await Promise.race([live, delay(timeoutMs, undefined, { ref: false })]);
  }

  async disconnect(): Promise<void> {
    await this.#sync?.stop();
    this.#sync = undefined;
  }

  async act(...actions: readonly Action[]) {
    const outcome = await this.account.act(actions);
    this.#sync?.wakePusher();
    return outcome;
  }

  image(): Promise<ReplicaImage> {
    return readImage(this.account.database, { replica: this.name, userId: this.#agent.userId });
  }

  /** Resolves to true when the cursor includes the transaction and no mutation is pending, to false after the timeout. */
  async untilSettled(transaction: StampedTransaction, timeoutMs: number): Promise<boolean> {
    return await until(() => this.sees(transaction) && this.account.pending().length === 0, timeoutMs);
  }

  /** Resolves to true when no mutation is pending, to false after the timeout. */
  async untilSent(timeoutMs: number): Promise<boolean> {
    return await until(() => this.account.pending().length === 0, timeoutMs);
  }

  /** Resolves to true when the replica's cursor is past the given one, to false after the timeout. */
  async untilBeyond(cursor: Cursor, timeoutMs: number): Promise<boolean> {
    const passed = new SnapshotView(cursor);
    const isBeyond = (later: Cursor) =>
      later.snapshot !== cursor.snapshot && new SnapshotView(later).includes(passed);
    return await until(() => this.cursors.some(isBeyond), timeoutMs);
  }

  sees(transaction: StampedTransaction): boolean {
    const cursor = this.cursors.at(-1);
    return cursor !== undefined && new SnapshotView(cursor).sees(transaction);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disconnect();
    await this.account.close();
    await this.link.stop();
  }

  async #apply(deltas: readonly Delta[]): Promise<boolean> {
    const fits = await this.#target.apply(deltas);
    const last = deltas.at(-1);
    if (fits && last !== undefined) this.cursors.push(last.to);
    if (fits && this.watches) this.images.push(await this.image());
    return fits;
  }
}

async function until(holds: () => boolean, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    if (holds()) return true;
    await delay(10);
  }
  return false;
}
