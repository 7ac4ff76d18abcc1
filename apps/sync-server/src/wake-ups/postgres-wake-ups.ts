import pg from 'pg';

import { CoalescedSender } from './coalesced-sender.ts';
import { keepConnected, pause } from './keep-connected.ts';
import { TenantListeners } from './tenant-listeners.ts';
import type { ReportWakeUpError, WakeUps } from './wake-ups.ts';

const channel = 'holdfast_commit';
const livenessMilliseconds = 15_000;
const patienceMilliseconds = 5000;

export interface PostgresWakeUpsOptions {
  readonly databaseUrl: string;
  readonly onError: ReportWakeUpError;
}

/**
 * Hints by LISTEN and NOTIFY, over one connection of its own that does both. Never in the transaction that wrote: a commit
 * with a notification takes a lock that the whole cluster shares, and tenants would wait for each other.
 */
export class PostgresWakeUps implements WakeUps {
  readonly #options: PostgresWakeUpsOptions;
  readonly #listeners: TenantListeners;
  readonly #sender: CoalescedSender;
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;

  constructor(options: PostgresWakeUpsOptions) {
    const { onError } = options;
    this.#options = options;
    this.#listeners = new TenantListeners(onError);
    this.#sender = new CoalescedSender(onError);
    const { signal } = this.#abort;
    this.#running = keepConnected({ signal, onError, hold: (connected) => this.#hold(connected, signal) });
  }

  announce(schemaName: string): void {
    this.#listeners.wake(schemaName);
    this.#sender.add(schemaName);
  }

  listen(schemaName: string, listener: () => void): () => void {
    return this.#listeners.add(schemaName, listener);
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#listeners.clear();
    await this.#running;
  }

  async #hold(connected: () => void, signal: AbortSignal): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.databaseUrl,
      application_name: 'holdfast wake-ups',
      keepAlive: true,
      connectionTimeoutMillis: patienceMilliseconds,
      query_timeout: patienceMilliseconds,
    });
    // The end wakes whoever waits for it, and an error is followed by the end.
    const ended = new AbortController();
    client.on('error', this.#options.onError);
    client.on('end', () => ended.abort());
    try {
      await client.connect();
      const own = await backendProcessId(client);
      client.on('notification', ({ payload, processId }) => {
        // Its own announcements have woken this process already.
        if (processId !== own) this.#listeners.wake(payload ?? '');
      });
      // Nothing is lost with a notification, so its commit need not wait for the disk while it holds the shared lock.
      await client.query(`SET synchronous_commit = off; LISTEN ${channel}`);
      connected();
      this.#sender.open((schemaNames) => notify(client, schemaNames));
      this.#listeners.wakeAll();
      await watchLiveness(client, AbortSignal.any([signal, ended.signal]));
    } finally {
      await this.#sender.close();
      await client.end().catch(() => undefined);
    }
  }
}

async function backendProcessId(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>('SELECT pg_backend_pid() AS id');
  return rows[0]?.id;
}

/** One statement, and so one transaction, however many tenants. */
async function notify(client: pg.Client, schemaNames: readonly string[]): Promise<void> {
  await client.query('SELECT pg_notify($1, name) FROM unnest($2::text[]) AS name', [channel, schemaNames]);
}

/** Throws when the connection answers no more: a network that swallows everything ends no connection. */
async function watchLiveness(client: pg.Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(livenessMilliseconds, signal);
    if (!signal.aborted) await client.query('SELECT 1');
  }
}
