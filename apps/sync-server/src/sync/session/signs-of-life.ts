import type { ClusterPool } from '../../db/cluster-pool.ts';
import { GatheredWork } from '../../db/gathered-work.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { endPresenceOfAgents, keepAgentsOnline, PRESENCE_SECONDS } from '../../users/keep-agents-online.ts';

export interface Agent {
  /** Pool of the cluster that holds the tenant. */
  readonly pool: ClusterPool;
  readonly schemaName: string;
  readonly userId: number;
}

interface Online {
  readonly agent: Agent;
  sessions: number;
  timer: NodeJS.Timeout | undefined;
  /** The last write. Writes of one agent run in order, so that the last one wins. */
  last: Promise<unknown>;
}

/**
 * Keeps agents online while they have sessions on this process: one heartbeat per agent, for all their devices.
 * Heartbeats are not synced, so they send no wake-up.
 */
export class SignsOfLife {
  readonly #onError: (error: unknown, agent: Agent) => void;
  readonly #online = new Map<string, Online>();
  /** Batched, because many sessions begin and end at the same time. */
  readonly #begun = gatheredFor(keepAgentsOnline);
  readonly #ended = gatheredFor(endPresenceOfAgents);
  #isStopped = false;

  constructor(onError: (error: unknown, agent: Agent) => void) {
    this.#onError = onError;
  }

  /**
   * Returns a function that ends the session. After the last session of an agent it sets the agent offline for this
   * process.
   */
  begin(agent: Agent): () => Promise<void> {
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
      online.timer = setInterval(() => void writeHeartbeat(), (PRESENCE_SECONDS * 1000) / 3);
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
  async #write(online: Online, work: GatheredWork<number, void>): Promise<void> {
    const { agent } = online;
    const written = online.last.then(() => work.ask(agent, agent.userId));
    online.last = written.catch((error: unknown) => this.#onError(error, agent));
    await online.last;
  }
}

function gatheredFor(statement: typeof keepAgentsOnline): GatheredWork<number, void> {
  return new GatheredWork<number, void>(async ({ pool, schemaName }, userIds) => {
    await withTenant(pool, schemaName, { isAnnounced: false }, (transaction) =>
      statement(transaction, userIds),
    );
    return new Map<number, void>();
  });
}
