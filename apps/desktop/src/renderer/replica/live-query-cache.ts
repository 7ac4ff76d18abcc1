import { shareUnchanged } from './share-unchanged.ts';

/** Starts a subscription and returns the function that ends it. */
export type OpenSubscription = (path: string, input: unknown, observer: SubscriptionObserver) => () => void;

export interface SubscriptionObserver {
  readonly onData: (value: unknown) => void;
  readonly onError: (error: unknown) => void;
}

interface Entry {
  readonly path: string;
  readonly input: unknown;
  value: unknown;
  readonly listeners: Set<() => void>;
  close: (() => void) | null;
  closeTimer: ReturnType<typeof setTimeout> | null;
  retryTimer: ReturnType<typeof setTimeout> | null;
}

/** A query without listeners stays open this long, so that switching back and forth does not restart it. */
const lingerMs = 15_000;
const retryMs = 1_000;
/** Maximum number of cached results; the least recently used is evicted first. */
const maxResults = 120;

/**
 * The last result of every live query that is or was shown. It is a cache, not a second source of truth: a conversation
 * that is opened again has its content in the first frame.
 */
export class LiveQueryCache {
  readonly #open: OpenSubscription;
  readonly #entries = new Map<string, Entry>();

  constructor(open: OpenSubscription) {
    this.#open = open;
  }

  read(path: string, input: unknown): unknown {
    return this.#entries.get(queryKey(path, input))?.value;
  }

  subscribe(path: string, input: unknown, listener: () => void): () => void {
    const entry = this.#use(path, input);
    entry.listeners.add(listener);
    if (entry.closeTimer !== null) clearTimeout(entry.closeTimer);
    entry.closeTimer = null;
    if (entry.close === null && entry.retryTimer === null) this.#start(entry);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size === 0) entry.closeTimer = setTimeout(() => stop(entry), lingerMs);
    };
  }

  /** Loads a result before it is shown, for example of the next conversation in the list. */
  prefetch(path: string, input: unknown): void {
    this.subscribe(path, input, () => {})();
  }

  /** Drops all results, for example when the account changes. */
  clear(): void {
    for (const [key, entry] of this.#entries) {
      stop(entry);
      entry.value = undefined;
      if (entry.listeners.size === 0) this.#entries.delete(key);
      else this.#start(entry);
      for (const listener of entry.listeners) listener();
    }
  }

  #use(path: string, input: unknown): Entry {
    const key = queryKey(path, input);
    const entry = this.#entries.get(key) ?? emptyEntry(path, input);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#forgetOldest();
    return entry;
  }

  #forgetOldest(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= maxResults) return;
      if (entry.listeners.size > 0) continue;
      stop(entry);
      this.#entries.delete(key);
    }
  }

  #start(entry: Entry): void {
    entry.close = this.#open(entry.path, entry.input, {
      onData: (value) => {
        const shared = shareUnchanged(entry.value, value);
        if (Object.is(shared, entry.value)) return;
        entry.value = shared;
        for (const listener of entry.listeners) listener();
      },
      onError: () => {
        entry.close = null;
        if (entry.listeners.size === 0) return;
        entry.retryTimer = setTimeout(() => {
          entry.retryTimer = null;
          if (entry.listeners.size > 0) this.#start(entry);
        }, retryMs);
      },
    });
  }
}

/** One text per query, independent of the order of the input's fields. */
export function queryKey(path: string, input: unknown): string {
  return `${path} ${JSON.stringify(input, sortedFields) ?? ''}`;
}

function sortedFields(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function emptyEntry(path: string, input: unknown): Entry {
  return {
    path,
    input,
    value: undefined,
    listeners: new Set(),
    close: null,
    closeTimer: null,
    retryTimer: null,
  };
}

function stop(entry: Entry): void {
  if (entry.closeTimer !== null) clearTimeout(entry.closeTimer);
  if (entry.retryTimer !== null) clearTimeout(entry.retryTimer);
  entry.closeTimer = null;
  entry.retryTimer = null;
  entry.close?.();
  entry.close = null;
}
