import { expect, test, vi } from 'vitest';

import { LiveQueryCache, queryKey } from './live-query-cache.ts';
import type { SubscriptionObserver } from './live-query-cache.ts';

test('the last result is available at once when a query is shown again', () => {
  const source = openedQueries();
  const cache = new LiveQueryCache(source.open);
  const stop = cache.subscribe('conversation.header', { id: 1 }, () => {});
  source.last().onData({ name: 'Amira' });
  stop();
  expect(cache.read('conversation.header', { id: 1 })).toEqual({ name: 'Amira' });
});

test('two screens share one subscription, and returning to a screen does not start another', () => {
  vi.useFakeTimers();
  const source = openedQueries();
  const cache = new LiveQueryCache(source.open);
  const stopFirst = cache.subscribe('inbox.counts', undefined, () => {});
  const stopSecond = cache.subscribe('inbox.counts', undefined, () => {});
  stopFirst();
  stopSecond();
  vi.advanceTimersByTime(5_000);
  cache.subscribe('inbox.counts', undefined, () => {});
  vi.advanceTimersByTime(60_000);
  expect(source.opened).toHaveLength(1);
  expect(source.closed).toBe(0);
  vi.useRealTimers();
});

test('a query without listeners is closed after a delay', () => {
  vi.useFakeTimers();
  const source = openedQueries();
  const cache = new LiveQueryCache(source.open);
  cache.subscribe('inbox.counts', undefined, () => {})();
  vi.advanceTimersByTime(60_000);
  expect(source.closed).toBe(1);
  vi.useRealTimers();
});

test('a failed query is retried and keeps its last result', () => {
  vi.useFakeTimers();
  const source = openedQueries();
  const cache = new LiveQueryCache(source.open);
  cache.subscribe('outbox.list', undefined, () => {});
  source.last().onData(['reply']);
  source.last().onError(new Error('gone'));
  expect(cache.read('outbox.list', undefined)).toEqual(['reply']);
  vi.advanceTimersByTime(2_000);
  expect(source.opened).toHaveLength(2);
  vi.useRealTimers();
});

test('an equal result does not notify listeners', () => {
  const source = openedQueries();
  const cache = new LiveQueryCache(source.open);
  const listener = vi.fn<() => void>();
  cache.subscribe('outbox.list', undefined, listener);
  source.last().onData({ items: [] });
  source.last().onData({ items: [] });
  expect(listener).toHaveBeenCalledTimes(1);
});

test('after an account change the results of the previous account are gone', () => {
  const source = openedQueries();
  const cache = new LiveQueryCache(source.open);
  cache.subscribe('outbox.list', undefined, () => {});
  source.last().onData(['reply']);
  cache.clear();
  expect(cache.read('outbox.list', undefined)).toBeUndefined();
  expect(source.opened).toHaveLength(2);
});

test('the order of fields does not change the key of a query', () => {
  expect(queryKey('a', { one: 1, two: 2 })).toBe(queryKey('a', { two: 2, one: 1 }));
});

function openedQueries() {
  const opened: SubscriptionObserver[] = [];
  const source = {
    opened,
    closed: 0,
    open: (_path: string, _input: unknown, observer: SubscriptionObserver) => {
      opened.push(observer);
      return () => {
        source.closed += 1;
      };
    },
    last: (): SubscriptionObserver => {
      const observer = opened.at(-1);
      if (observer === undefined) throw new Error('no query was opened');
      return observer;
    },
  };
  return source;
}
