import { maxWindowSize, minWindowSize } from '@holdfast/schema/domain/scope';
import type { ReplicaDatabase } from '../database/replica-database.ts';

export interface HistoryOptions {
  readonly database: ReplicaDatabase;
  /** Sends the request to the server. Returns false without a connection. */
  readonly requestWindow: (request: WindowRequest) => Promise<boolean>;
  readonly now: () => Date;
}

export interface WindowRequest {
  readonly conversationId: number;
  /** Number of newest messages to hold. */
  readonly messages: number;
}

/** Number of older messages per request. */
const pageSize = 200;

/** Older messages than those that a conversation is sent with at first (rule S1). */
export class History {
  readonly #options: HistoryOptions;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /** Records that the agent opened a conversation: recently opened ones are evicted last. */
  async noteOpened(conversationId: number): Promise<void> {
    await this.#options.database.rows(
      `insert into conversation_access (conversation_id, opened_at)
        select conversation_id, $2 from held_conversations where conversation_id = $1
        on conflict (conversation_id) do update set opened_at = excluded.opened_at`,
      [conversationId, this.#options.now().toISOString()],
    );
  }

  /**
   * Requests the next older messages; a delta brings them.
   * @returns false without a connection, and if all messages are held
   */
  async fetchOlder(conversationId: number): Promise<boolean> {
    const { database, requestWindow } = this.#options;
    const [held] = await database.rows<{ messages: number; scope: string; isWhole: boolean }>(
      `select scope, window_from_id is null as "isWhole",
        (select count(*) from messages m where m.conversation_id = held.conversation_id) as messages
      from held_conversations held where conversation_id = $1`,
      [conversationId],
    );
    if (held === undefined || held.scope === 'queue') return false;
    if (held.scope === 'mine' && held.isWhole) return false;
    const messages = Math.min(Math.max(held.messages + pageSize, minWindowSize), maxWindowSize);
    return await requestWindow({ conversationId, messages });
  }
}
