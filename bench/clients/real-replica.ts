import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Delta } from '@holdfast/schema/protocol/delta';

import { AccountFiles } from '@holdfast/desktop/replica/account/account-files';
import type { AccountPaths } from '@holdfast/desktop/replica/account/account-files';
import { Replica } from '@holdfast/desktop/replica/replica/replica';
import { templateAt } from '@holdfast/desktop/replica/database/replica-directory';
import { createAuthClient } from '@holdfast/desktop/replica/sync/auth-client';
import { SyncClient } from '@holdfast/desktop/replica/sync/sync-client';
import type { SyncTarget } from '@holdfast/desktop/replica/sync/sync-target';
import { TokenManager } from '@holdfast/desktop/replica/sync/token-manager';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';
import { nowMs } from '../clock.ts';
import type { BenchAgent, BenchTenant } from '../world/bench-tenant.ts';

/** A delta that the replica has committed, with the times of arrival and commit in milliseconds (`nowMs`). */
export interface AppliedDelta {
  readonly delta: Delta;
  readonly arrivedAt: number;
  readonly committedAt: number;
}

interface AwaitedDelta {
  readonly isIt: (applied: AppliedDelta) => boolean;
  readonly resolve: (applied: AppliedDelta) => void;
  readonly reject: (error: Error) => void;
}

const applyTimeoutMs = 300_000;

/** Paths of the files of a replica that is opened in this folder. */
export function replicaPaths(directory: string): AccountPaths {
  return new AccountFiles(directory).pathsOf('bench');
}

/** The desktop's own replica: PGlite and journal on disk, its sync client, its connection to the server. */
export class RealReplica implements AsyncDisposable {
  readonly account: Replica;
  /** Called with every delta after its commit. */
  onApplied: (applied: AppliedDelta) => void = () => undefined;
  /** While false, nothing is pushed. */
  pushes = true;
  readonly #tenant: BenchTenant;
  readonly #agent: BenchAgent;
  #sync: SyncClient | undefined;
  #waiting: AwaitedDelta[] = [];

  /** @param directory folder of the replica; it can contain a copy of another replica of the same agent */
  static async open(tenant: BenchTenant, agent: BenchAgent, directory: string): Promise<RealReplica> {
    const paths = replicaPaths(directory);
    await mkdir(paths.directory, { recursive: true });
    const account = await Replica.open({
      paths,
      template: templateAt(await testTemplateDirectory()),
      userId: agent.userId,
      deviceId: agent.deviceId,
      now: () => new Date(),
      uuid: randomUUID,
      lockTimeoutMs: applyTimeoutMs,
      onChanges: () => undefined,
      onArrivals: () => undefined,
    });
    return new RealReplica(account, tenant, agent);
  }

  /** Opens a replica in a new folder, connects it and waits until it has caught up. */
  static async connected(tenant: BenchTenant, agent: BenchAgent): Promise<RealReplica> {
    const replica = await RealReplica.open(tenant, agent, join(tenant.world.directory, randomUUID()));
    await replica.connect();
    return replica;
  }

  private constructor(account: Replica, tenant: BenchTenant, agent: BenchAgent) {
    this.account = account;
    this.#tenant = tenant;
    this.#agent = agent;
  }

  /**
   * Connects. Resolves when the replica is live and has ids to work offline, with the delta that completed the
   * catch-up.
   */
  async connect(): Promise<AppliedDelta> {
    const caughtUp = this.untilApplied(({ delta }) => delta.remaining === 0);
    let onLive: () => void = () => undefined;
    const live = new Promise<void>((resolve) => {
      onLive = resolve;
    });
    const { world } = this.#tenant;
    this.#sync = new SyncClient({
      serverUrl: world.serverUrl,
      target: this.#target(),
      tokens: this.#tokens(),
      random: Math.random,
      onState: ({ kind }) => {
        if (kind === 'live') onLive();
      },
      onPresence: () => undefined,
      onFailure: (error) => this.#fail(error),
    });
    this.#sync.start();
    const [applied] = await Promise.all([caughtUp, live]);
    return applied;
  }

  async disconnect(): Promise<void> {
    await this.#sync?.stop();
    this.#sync = undefined;
  }

  /** Resolves with the next delta that fulfills the condition, after its commit. */
  untilApplied(isIt: (applied: AppliedDelta) => boolean): Promise<AppliedDelta> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error('The delta that was waited for did not come.')),
        applyTimeoutMs,
      );
      const settle =
        <Value>(done: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer);
          done(value);
        };
      this.#waiting.push({ isIt, resolve: settle(resolve), reject: settle(reject) });
    });
  }

  /** The next delta that brings a row with these words in it. */
  untilText(words: string): Promise<AppliedDelta> {
    return this.untilApplied(({ delta }) => delta.parts.some(({ rows }) => rows.includes(words)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disconnect();
    await this.account.close();
  }

  #target(): SyncTarget {
    const { account } = this;
    return {
      hello: () => account.hello(),
      verification: account.verification,
      idle: account.idle,
      apply: async (deltas) => {
        const arrivedAt = nowMs();
        const fits = await account.apply(deltas);
        const committedAt = nowMs();
        if (fits) for (const delta of deltas) this.#tell({ delta, arrivedAt, committedAt });
        return fits;
      },
      pending: () => (this.pushes ? account.pending() : []),
      learnLastMutationId: (id) => account.learnLastMutationId(id),
      renumber: (request) => account.renumber(request),
      needsIds: () => account.needsIds(),
      addIds: (block) => account.addIds(block),
    };
  }

  #tokens(): TokenManager {
    const { accessToken, accessTokenExpiresAt, userId, deviceId } = this.#agent;
    const { slug, name, world } = this.#tenant;
    const tokens = new TokenManager({
      auth: createAuthClient(world.serverUrl),
      secrets: { load: () => Promise.resolve(null), store: () => undefined, clear: () => undefined },
      now: () => new Date(),
      onRenewed: () => undefined,
    });
    tokens.accept({
      accessToken,
      accessTokenExpiresAt,
      refreshToken: 'none',
      user: { id: userId, name: 'Bench', email: 'bench@example.test', role: 'agent', locale: 'en' },
      tenant: { slug, name },
      deviceId,
    });
    return tokens;
  }

  #tell(applied: AppliedDelta): void {
    this.onApplied(applied);
    const found = this.#waiting.filter(({ isIt }) => isIt(applied));
    this.#waiting = this.#waiting.filter((waiting) => !found.includes(waiting));
    for (const { resolve } of found) resolve(applied);
  }

  #fail(error: unknown): void {
    const failure = error instanceof Error ? error : new Error(String(error));
    for (const { reject } of this.#waiting.splice(0)) reject(failure);
  }
}
