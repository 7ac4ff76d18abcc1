import type { ClusterPool } from '../../db/cluster-pool.ts';
import { GatheredWork } from '../../db/gathered-work.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { endPresenceOfAgents, keepAgentsOnline, PRESENCE_SECONDS } from '../../users/keep-agents-online.ts';

/** Whose sign of life it is. */
export interface Agent {
  /** Of the cluster that holds the tenant. */
  readonly pool: ClusterPool;
  readonly schemaName: string;
  readonly userId: number;
}

interface Online {
  readonly agent: Agent;
  sessions: number;
  timer: NodeJS.Timeout | undefined;
  /** One statement after the other, so that the last word counts. */
  last: Promise<unknown>;
}

/**
 * Keeps agents online while they have sessions on this process: one sign of life for each agent, however many devices
 * they use. No replica is told of them, so that they wake nobody up.
 */
export class SignsOfLife {
  readonly #onError: (error: unknown, agent: Agent) => void;
  readonly #online = new Map<string, Online>();
  /** Many come and go together: their statements are one. */
  readonly #begun = gatheredFor(keepAgentsOnline);
  readonly #ended = gatheredFor(endPresenceOfAgents);
  #isStopped = false;

  constructor(onError: (error: unknown, agent: Agent) => void) {
    this.#onError = onError;
  }

  /** Answers how to end it: with their last session the agent goes offline here. Another process keeps its own. */
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
      const give = () => this.#write(online, this.#begun);
      void give();
      online.timer = setInterval(() => void give(), (PRESENCE_SECONDS * 1000) / 3);
    }
    return async () => {
      online.sessions -= 1;
      if (online.sessions > 0 || this.#isStopped) return;
      clearInterval(online.timer);
      await this.#write(online, this.#ended);
      if (online.sessions === 0) this.#online.delete(key);
    };
  }

  /** Whoever is still online here goes offline, and what is under way is waited for. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const leaving = [...this.#online.values()].map((online) => {
      clearInterval(online.timer);
      return this.#write(online, this.#ended);
    });
    await Promise.all(leaving);
  }

  /** One that fails is made up for by the next. */
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
