import { connect } from '@nats-io/transport-node';
import type {
  Msg,
  MsgCallback,
  NatsConnection,
  NodeConnectionOptions,
  Subscription,
} from '@nats-io/transport-node';

import { CoalescedSender } from './coalesced-sender.ts';
import { keepConnected, pingIntervalMs, connectTimeoutMs } from './keep-connected.ts';
import { TenantListeners } from './tenant-listeners.ts';
import { broadcastOptions } from './wake-ups.ts';
import type { ReportWakeUpError, WakeUps, BroadcastMessage } from './wake-ups.ts';

export interface NatsWakeUpsOptions {
  /** URLs of one cluster, separated by commas. Login: `nats://user:password@…` or `nats://token@…`. */
  readonly natsUrl: string;
  readonly onError: ReportWakeUpError;
}

/**
 * Wake-ups over NATS. Each tenant has two subjects, so that a process receives messages only of the tenants it follows.
 */
export class NatsWakeUps implements WakeUps {
  readonly #options: NatsWakeUpsOptions;
  readonly #listeners: TenantListeners;
  readonly #sender: CoalescedSender<string>;
  readonly #overhearing: TenantListeners<[text: string]>;
  readonly #whispers: CoalescedSender<{ readonly subject: string; readonly text: string }>;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;
  #connection: NatsConnection | null = null;

  constructor(options: NatsWakeUpsOptions) {
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
    const stop = this.#listeners.add(schemaName, listener);
    this.#subscribeToCommits(schemaName);
    return () => {
      stop();
      if (!this.#listeners.has(schemaName)) this.#unsubscribe(commitSubject(schemaName));
    };
  }

  broadcast(schemaName: string, { key, text }: BroadcastMessage): void {
    const subject = broadcastSubject(schemaName);
    this.#whispers.add(`${subject} ${key}`, { subject, text });
  }

  subscribe(schemaName: string, listener: (text: string) => void): () => void {
    const stop = this.#overhearing.add(schemaName, listener);
    this.#subscribeToWhispers(schemaName);
    return () => {
      stop();
      if (!this.#overhearing.has(schemaName)) this.#unsubscribe(broadcastSubject(schemaName));
    };
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#listeners.clear();
    this.#overhearing.clear();
    await this.#connection?.close();
    await this.#running;
  }

  /**
   * The NATS client reconnects by itself. If it gives up, for example after a refused login, `keepConnected` connects
   * again.
   */
  async #hold(connected: () => void, signal: AbortSignal): Promise<void> {
    const connection = await connect(connectionOptions(this.#options.natsUrl));
    try {
      if (signal.aborted) return;
      connected();
      this.#connection = connection;
      for (const schemaName of this.#listeners.schemaNames) this.#subscribeToCommits(schemaName);
      for (const schemaName of this.#overhearing.schemaNames) this.#subscribeToWhispers(schemaName);
      this.#takeUp(connection);
      await this.#follow(connection);
      const reason = await connection.closed();
      if (reason !== undefined) throw reason;
    } finally {
      await this.#closeSenders();
      this.#connection = null;
      this.#subscriptions.clear();
      await connection.close();
    }
  }

  /** Handles status events until the connection is closed permanently. */
  async #follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        // Otherwise the client would buffer every message and send all of them after the reconnect.
        await this.#closeSenders();
        this.#options.onError(new Error('the connection to NATS was lost'));
      } else if (status.type === 'reconnect') {
        this.#takeUp(connection);
      } else if (status.type === 'error') {
        this.#options.onError(status.error);
      }
    }
  }

  #takeUp(connection: NatsConnection): void {
    // `async`, so that an exception of `publish` becomes a rejection.
    this.#sender.open(async (schemaNames) => {
      for (const schemaName of schemaNames) connection.publish(commitSubject(schemaName));
      await Promise.resolve();
    });
    this.#whispers.open(async (messages) => {
      for (const { subject, text } of messages) connection.publish(subject, text);
      await Promise.resolve();
    });
    this.#listeners.wakeAll();
  }

  async #closeSenders(): Promise<void> {
    await Promise.all([this.#sender.close(), this.#whispers.close()]);
  }

  #subscribeToCommits(schemaName: string): void {
    const wake = () => this.#listeners.wake(schemaName);
    const connection = this.#subscribe(commitSubject(schemaName), wake);
    // Commits may have been announced before the NATS server had the subscription.
    connection?.flush().then(wake, ignore);
  }

  #subscribeToWhispers(schemaName: string): void {
    this.#subscribe(broadcastSubject(schemaName), (_, message) =>
      this.#overhearing.wake(schemaName, message.string()),
    );
  }

  /** Returns the connection if it subscribed; null if there is no connection or already a subscription. */
  #subscribe(subject: string, callback: MsgCallback<Msg>): NatsConnection | null {
    const connection = this.#connection;
    if (connection === null || connection.isClosed() || this.#subscriptions.has(subject)) return null;
    this.#subscriptions.set(subject, connection.subscribe(subject, { callback }));
    return connection;
  }

  #unsubscribe(subject: string): void {
    this.#subscriptions.get(subject)?.unsubscribe();
    this.#subscriptions.delete(subject);
  }
}

function ignore(): void {
  // The connection was lost. All listeners are woken after the reconnect.
}

function commitSubject(schemaName: string): string {
  return `holdfast.commit.${schemaName}`;
}

function broadcastSubject(schemaName: string): string {
  return `holdfast.whisper.${schemaName}`;
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
    // This process has already handled its own announcements.
    noEcho: true,
    timeout: connectTimeoutMs,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 750,
    pingInterval: pingIntervalMs,
    maxPingOut: 2,
  };
}
