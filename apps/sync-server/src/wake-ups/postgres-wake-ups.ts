import pg from 'pg';

import { CoalescedSender } from './coalesced-sender.ts';
import { keepConnected, pingIntervalMs, connectTimeoutMs, pause } from './keep-connected.ts';
import { TenantListeners } from './tenant-listeners.ts';
import { broadcastOptions } from './wake-ups.ts';
import type { ReportWakeUpError, WakeUps, BroadcastMessage } from './wake-ups.ts';

const commitChannel = 'holdfast_commit';
const broadcastChannel = 'holdfast_whisper';

export interface PostgresWakeUpsOptions {
  readonly databaseUrl: string;
  readonly onError: ReportWakeUpError;
}

/**
 * Wake-ups by LISTEN and NOTIFY, over one separate connection. NOTIFY is not part of the writing transaction: a commit
 * with a notification takes a lock of the whole cluster, so tenants would wait for each other.
 */
export class PostgresWakeUps implements WakeUps {
  readonly #options: PostgresWakeUpsOptions;
  readonly #listeners: TenantListeners;
  readonly #sender: CoalescedSender<string>;
  readonly #overhearing: TenantListeners<[text: string]>;
  readonly #whispers: CoalescedSender<string>;
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;

  constructor(options: PostgresWakeUpsOptions) {
    const { onError } = options;
    this.#options = options;
    this.#listeners = new TenantListeners(onError);
    this.#sender = new CoalescedSender(onError);
    this.#overhearing = new TenantListeners(onError);
    this.#whispers = new CoalescedSender(onError, broadcastOptions);
    const { signal } = this.#abort;
    this.#running = keepConnected({ signal, onError, connect: (connected) => this.#hold(connected, signal) });
  }

  announce(schemaName: string): void {
    this.#listeners.wake(schemaName);
    this.#sender.add(schemaName, schemaName);
  }

  listen(schemaName: string, listener: () => void): () => void {
    return this.#listeners.add(schemaName, listener);
  }

  broadcast(schemaName: string, { key, text }: BroadcastMessage): void {
    this.#whispers.add(`${schemaName} ${key}`, `${schemaName} ${text}`);
  }

  subscribe(schemaName: string, listener: (text: string) => void): () => void {
    return this.#overhearing.add(schemaName, listener);
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#listeners.clear();
    this.#overhearing.clear();
    await this.#running;
  }

  async #hold(connected: () => void, signal: AbortSignal): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.databaseUrl,
      application_name: 'holdfast wake-ups',
      keepAlive: true,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: connectTimeoutMs,
    });
    // `end` also follows every `error`.
    const connectionEnded = new AbortController();
    client.on('error', this.#options.onError);
    client.on('end', () => connectionEnded.abort());
    try {
      await client.connect();
      const ownProcessId = await backendProcessId(client);
      client.on('notification', (notification) => {
        // This process has already handled its own announcements.
        if (notification.processId !== ownProcessId)
          this.#take(notification.channel, notification.payload ?? '');
      });
      // Notifications may be lost, so their commits need not wait for the disk while they hold the cluster's lock.
      await client.query(`SET synchronous_commit = off; LISTEN ${commitChannel}; LISTEN ${broadcastChannel}`);
      connected();
      this.#sender.open((schemaNames) => notify(client, commitChannel, schemaNames));
      this.#whispers.open((texts) => notify(client, broadcastChannel, texts));
      this.#listeners.wakeAll();
      await watchLiveness(client, AbortSignal.any([signal, connectionEnded.signal]));
    } finally {
      await Promise.all([this.#sender.close(), this.#whispers.close()]);
      await client.end().catch(() => undefined);
    }
  }

  #take(notifiedChannel: string, payload: string): void {
    if (notifiedChannel === commitChannel) return this.#listeners.wake(payload);
    const end = payload.indexOf(' ');
    this.#overhearing.wake(payload.slice(0, end), payload.slice(end + 1));
  }
}

async function backendProcessId(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>('SELECT pg_backend_pid() AS id');
  return rows[0]?.id;
}

/** Sends all payloads in one statement, so in one transaction. */
async function notify(client: pg.Client, to: string, payloads: readonly string[]): Promise<void> {
  await client.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [to, payloads]);
}

/** Throws when the connection no longer responds. A network that drops all packets does not close the connection. */
async function watchLiveness(client: pg.Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(pingIntervalMs, signal);
    if (!signal.aborted) await client.query('SELECT 1');
  }
}
