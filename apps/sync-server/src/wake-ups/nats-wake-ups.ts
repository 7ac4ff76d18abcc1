import { connect } from '@nats-io/transport-node';
import type { NatsConnection, NodeConnectionOptions, Subscription } from '@nats-io/transport-node';

import { CoalescedSender } from './coalesced-sender.ts';
import { keepConnected } from './keep-connected.ts';
import { TenantListeners } from './tenant-listeners.ts';
import type { ReportWakeUpError, WakeUps } from './wake-ups.ts';

const livenessMilliseconds = 15_000;
const patienceMilliseconds = 5000;

export interface NatsWakeUpsOptions {
  /** One URL, or several of one cluster with commas between them; login as `nats://user:password@…` or `nats://token@…`. */
  readonly natsUrl: string;
  readonly onError: ReportWakeUpError;
}

/** Hints over NATS, a subject for each tenant: a process hears only of the tenants that it follows. */
export class NatsWakeUps implements WakeUps {
  readonly #options: NatsWakeUpsOptions;
  readonly #listeners: TenantListeners;
  readonly #sender: CoalescedSender;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;
  #connection: NatsConnection | null = null;

  constructor(options: NatsWakeUpsOptions) {
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
    const stop = this.#listeners.add(schemaName, listener);
    this.#subscribe(schemaName);
    return () => {
      stop();
      if (!this.#listeners.has(schemaName)) this.#unsubscribe(schemaName);
    };
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#listeners.clear();
    await this.#connection?.close();
    await this.#running;
  }

  /** The client finds its way back by itself. What it gives up, as after a refused login, begins anew in `keepConnected`. */
  async #hold(connected: () => void, signal: AbortSignal): Promise<void> {
    const connection = await connect(connectionOptions(this.#options.natsUrl));
    try {
      if (signal.aborted) return;
      connected();
      this.#connection = connection;
      for (const schemaName of this.#listeners.schemaNames) this.#subscribe(schemaName);
      this.#takeUp(connection);
      await this.#follow(connection);
      const reason = await connection.closed();
      if (reason !== undefined) throw reason;
    } finally {
      await this.#sender.close();
      this.#connection = null;
      this.#subscriptions.clear();
      await connection.close();
    }
  }

  /** Until the connection is closed for good. */
  async #follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        // Not into the client's own buffer: it would keep every one and send them all.
        await this.#sender.close();
        this.#options.onError(new Error('the connection to NATS was lost'));
      } else if (status.type === 'reconnect') {
        this.#takeUp(connection);
      } else if (status.type === 'error') {
        this.#options.onError(status.error);
      }
    }
  }

  #takeUp(connection: NatsConnection): void {
    // What `publish` throws becomes a rejection.
    this.#sender.open(async (schemaNames) => {
      for (const schemaName of schemaNames) connection.publish(subjectOf(schemaName));
      await Promise.resolve();
    });
    this.#listeners.wakeAll();
  }

  #subscribe(schemaName: string): void {
    const connection = this.#connection;
    if (connection === null || connection.isClosed() || this.#subscriptions.has(schemaName)) return;
    const callback = () => this.#listeners.wake(schemaName);
    this.#subscriptions.set(schemaName, connection.subscribe(subjectOf(schemaName), { callback }));
    // What was announced before the server knew of the subscription.
    connection.flush().then(callback, ignore);
  }

  #unsubscribe(schemaName: string): void {
    this.#subscriptions.get(schemaName)?.unsubscribe();
    this.#subscriptions.delete(schemaName);
  }
}

function ignore(): void {
  // The connection was lost: who follows a tenant is woken when it is back.
}

function subjectOf(schemaName: string): string {
  return `holdfast.commit.${schemaName}`;
}

function connectionOptions(natsUrl: string): NodeConnectionOptions {
  const urls = natsUrl.split(',').map((text) => new URL(text.trim()));
  const user = decodeURIComponent(urls[0]?.username ?? '');
  const pass = decodeURIComponent(urls[0]?.password ?? '');
  return {
    name: 'holdfast',
    servers: urls.map((url) => url.host),
    ...(user === '' ? {} : pass === '' ? { token: user } : { user, pass }),
    ...(urls.some((url) => url.protocol === 'tls:') ? { tls: {} } : {}),
    // Its own announcements have woken this process already.
    noEcho: true,
    timeout: patienceMilliseconds,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 750,
    pingInterval: livenessMilliseconds,
    maxPingOut: 2,
  };
}
