import type { ClusterPool } from '../../db/cluster-pool.ts';
import { RequestBatcher } from '../../db/request-batcher.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { markAgentsOffline, recordHeartbeats, heartbeatTtlSeconds } from '../../users/record-heartbeats.ts';

export interface HeartbeatAgent {
  /** Pool of the cluster that holds the tenant. */
  readonly pool: ClusterPool;
  readonly schemaName: string;
  readonly userId: number;
}

interface OnlineEntry {
  readonly agent: HeartbeatAgent;
  sessions: number;
  timer: NodeJS.Timeout | undefined;
  /** The last write. Writes of one agent run in order, so that the last one wins. */
  last: Promise<unknown>;
}

/**
 * Keeps agents online while they have sessions on this process: one heartbeat per agent, for all their devices.
 * Heartbeats are not synced, so they send no wake-up.
 */
export class AgentHeartbeats {
  readonly #onError: (error: unknown, agent: HeartbeatAgent) => void;
  readonly #online = new Map<string, OnlineEntry>();
  /** Batched, because many sessions begin and end at the same time. */
  readonly #begun = batcherFor(recordHeartbeats);
  readonly #ended = batcherFor(markAgentsOffline);
  #isStopped = false;

  constructor(onError: (error: unknown, agent: HeartbeatAgent) => void) {
    this.#onError = onError;
  }

  /**
   * Returns a function that ends the session. After the last session of an agent it sets the agent offline for this
   * process.
   */
  start(agent: HeartbeatAgent): () => Promise<void> {
    if (this.#isStopped) return () => Promise.resolve();
    const key = `${agent.schemaName} ${agent.userId}`;
    const online = this.#online.get(key) ?? {
      agent,
      sessions: 0,
      timer: undefined,
      last: Promise.resolve(),
    };
    this.#online.set(key, online);
    online.sessions += 1;
    if (online.sessions === 1) {
      const writeHeartbeat = () => this.#write(online, this.#begun);
      void writeHeartbeat();
      online.timer = setInterval(() => void writeHeartbeat(), (heartbeatTtlSeconds * 1000) / 3);
    }
    return async () => {
      online.sessions -= 1;
      if (online.sessions > 0 || this.#isStopped) return;
      clearInterval(online.timer);
      await this.#write(online, this.#ended);
      if (online.sessions === 0) this.#online.delete(key);
    };
  }

  /** Sets all remaining agents offline. Resolves after the last write. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const ending = [...this.#online.values()].map((online) => {
      clearInterval(online.timer);
      return this.#write(online, this.#ended);
    });
    await Promise.all(ending);
  }

  /** Failures are reported only: the next heartbeat writes again. */
  async #write(online: OnlineEntry, work: RequestBatcher<number, void>): Promise<void> {
    const { agent } = online;
    const written = online.last.then(() => work.request(agent, agent.userId));
    online.last = written.catch((error: unknown) => this.#onError(error, agent));
    await online.last;
  }
}

function batcherFor(statement: typeof recordHeartbeats): RequestBatcher<number, void> {
  return new RequestBatcher<number, void>(async ({ pool, schemaName }, userIds) => {
    await withTenant(pool, schemaName, { wakesReplicas: false }, (transaction) =>
      statement(transaction, userIds),
    );
    return new Map<number, void>();
  });
}
