import type { Pool } from 'pg';

import { withTenant } from '../db/with-tenant.ts';
import { endAgentPresence, keepAgentOnline, PRESENCE_SECONDS } from '../use-cases/keep-agent-online.ts';

/** Whose sign of life it is. */
export interface Agent {
  /** Of the cluster that holds the tenant. */
  readonly pool: Pool;
  readonly schemaName: string;
  readonly userId: number;
}

interface Online {
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

  constructor(onError: (error: unknown, agent: Agent) => void) {
    this.#onError = onError;
  }

  /** Answers how to end it: with their last session the agent goes offline here. Another process keeps its own. */
  begin(agent: Agent): () => Promise<void> {
    const key = `${agent.schemaName} ${agent.userId}`;
    const online = this.#online.get(key) ?? { sessions: 0, timer: undefined, last: Promise.resolve() };
    this.#online.set(key, online);
    online.sessions += 1;
    if (online.sessions === 1) {
      const give = () => this.#write(agent, online, keepAgentOnline);
      void give();
      online.timer = setInterval(() => void give(), (PRESENCE_SECONDS * 1000) / 3);
    }
    return async () => {
      online.sessions -= 1;
      if (online.sessions > 0) return;
      clearInterval(online.timer);
      await this.#write(agent, online, endAgentPresence);
      if (online.sessions === 0) this.#online.delete(key);
    };
  }

  /** One that fails is made up for by the next. */
  async #write(agent: Agent, online: Online, statement: typeof keepAgentOnline): Promise<void> {
    const written = online.last.then(() =>
      withTenant(agent.pool, agent.schemaName, { isAnnounced: false }, (transaction) =>
        statement(transaction, agent.userId),
      ),
    );
    online.last = written.catch((error: unknown) => this.#onError(error, agent));
    await online.last;
  }
}
