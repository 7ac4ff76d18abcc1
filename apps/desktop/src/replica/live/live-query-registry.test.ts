import { expect, it } from 'vitest';
import type { ChangeKey } from './change-set.ts';
import { LiveQueryRegistry } from './live-query-registry.ts';

/** A query that returns the number of its runs. */
function counter(dependsOn: readonly ChangeKey[]) {
  const query = { runs: 0, run: () => Promise.resolve({ result: ++query.runs, dependsOn }) };
  return query;
}

function watch(registry: LiveQueryRegistry, query: ReturnType<typeof counter>) {
  const abort = new AbortController();
  const results = registry.watch(query.run, abort.signal)[Symbol.asyncIterator]();
  return { next: async () => (await results.next()).value as number | undefined, stop: () => abort.abort() };
}

it('runs a query at once, and again after a change of its dependencies', async () => {
  const registry = new LiveQueryRegistry();
  const { next, stop } = watch(registry, counter(['conversation:1']));
  expect(await next()).toBe(1);
  registry.publish(new Set(['conversation:1']));
  expect(await next()).toBe(2);
  stop();
  expect(await next()).toBeUndefined();
});

it('does not run a query for changes of other keys', async () => {
  const registry = new LiveQueryRegistry();
  const query = counter(['conversation:1']);
  const { next, stop } = watch(registry, query);
  await next();
  const waiting = next();
  registry.publish(new Set(['conversation:2', 'table:users']));
  await Promise.resolve();
  stop();
  expect(await waiting).toBeUndefined();
  expect(query.runs).toBe(1);
});

it('runs once for all changes since the last result was read', async () => {
  const registry = new LiveQueryRegistry();
  const query = counter(['outbox']);
  const { next, stop } = watch(registry, query);
  await next();
  for (let change = 0; change < 10; change += 1) registry.publish(new Set(['outbox']));
  expect(await next()).toBe(2);
  stop();
  await next();
  expect(query.runs).toBe(2);
});

it('runs again for a change during a run', async () => {
  const registry = new LiveQueryRegistry();
  let finish = () => {};
  let runs = 0;
  const run = async () => {
    runs += 1;
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    return { result: runs, dependsOn: ['drafts'] as const };
  };
  const abort = new AbortController();
  const results = registry.watch(run, abort.signal)[Symbol.asyncIterator]();
  const first = results.next();
  registry.publish(new Set(['drafts']));
  finish();
  expect((await first).value).toBe(1);
  const second = results.next();
  await Promise.resolve();
  finish();
  expect((await second).value).toBe(2);
  abort.abort();
});

it('runs every query for the key `everything`', async () => {
  const registry = new LiveQueryRegistry();
  const { next, stop } = watch(registry, counter(['table:users']));
  await next();
  registry.publish(new Set(['everything']));
  expect(await next()).toBe(2);
  stop();
});
