import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import type { AnnouncingProcessOptions } from '@holdfast/testkit/processes/announcing-process';
import { openNatsMedium, openPostgresMedium, someTenant } from '@holdfast/testkit/server/wake-up-media';
import type { WakeUpMedium } from '@holdfast/testkit/server/wake-up-media';
import { createWakeUps } from './create-wake-ups.ts';
import type { WakeUps } from './wake-ups.ts';

const errors: unknown[] = [];
const opened: WakeUps[] = [];
let medium: WakeUpMedium;

/** Opens the wake-ups of one more process. */
async function open(): Promise<WakeUps> {
  const { settings, databaseUrl } = medium;
  const wakeUps = await createWakeUps({ settings, databaseUrl, onError: (error) => errors.push(error) });
  opened.push(wakeUps);
  return wakeUps;
}

/** Counts wake-ups of a tenant. */
function listenTo(wakeUps: WakeUps, schemaName: string) {
  const heard = { times: 0, stop: () => undefined as void };
  heard.stop = wakeUps.listen(schemaName, () => {
    heard.times += 1;
  });
  return heard;
}

/**
 * Waits until wake-ups of `from` reach `to`. It expects three, because each new connection also wakes the listeners
 * once.
 */
async function untilHeard(from: WakeUps, to: WakeUps): Promise<void> {
  const tenant = someTenant();
  const heard = listenTo(to, tenant);
  await expect
    .poll(() => {
      from.announce(tenant);
      return heard.times;
    })
    .toBeGreaterThanOrEqual(3);
  heard.stop();
}

/** Waits until everything that either process sent before has arrived. */
async function untilBothHeard(one: WakeUps, other: WakeUps): Promise<void> {
  await untilHeard(one, other);
  await untilHeard(other, one);
}

async function openTwo(): Promise<[WakeUps, WakeUps]> {
  const [one, other] = [await open(), await open()];
  await untilBothHeard(one, other);
  return [one, other];
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((wakeUps) => wakeUps.stop()));
  errors.length = 0;
});

const transports: readonly (readonly [string, () => Promise<WakeUpMedium>])[] = [
  ['postgres', () => openPostgresMedium(inject('databaseUrl'))],
  ['nats', openNatsMedium],
];

describe.each([['process', openNothing] as const, ...transports])('wake-ups by %s', (_, openMedium) => {
  beforeAll(async () => {
    medium = await openMedium();
  });
  afterAll(() => medium.close());

  test('D2 announce wakes the listeners of its own process once, before it returns', async () => {
    const wakeUps = await open();
    const heard = listenTo(wakeUps, 'tenant_a');
    wakeUps.announce('tenant_a');
    expect(heard.times).toBe(1);
  });

  test('D2 a commit of one tenant does not wake listeners of another', async () => {
    const wakeUps = await open();
    const heard = listenTo(wakeUps, 'tenant_a');
    wakeUps.announce('tenant_b');
    wakeUps.announce('tenant_');
    expect(heard.times).toBe(0);
  });

  test('D2 every listener of a tenant is woken until it is removed', async () => {
    const wakeUps = await open();
    const [first, second] = [listenTo(wakeUps, 'tenant_a'), listenTo(wakeUps, 'tenant_a')];
    wakeUps.announce('tenant_a');
    first.stop();
    first.stop();
    wakeUps.announce('tenant_a');
    expect([first.times, second.times]).toEqual([1, 2]);
    second.stop();
    wakeUps.announce('tenant_a');
    expect(second.times).toBe(2);
  });

  test('D2 an exception of a listener is reported, does not reach announce, and does not affect other listeners', async () => {
    const wakeUps = await open();
    const failure = new Error('no');
    wakeUps.listen('tenant_a', () => {
      throw failure;
    });
    const heard = listenTo(wakeUps, 'tenant_a');
    wakeUps.announce('tenant_a');
    expect(heard.times).toBe(1);
    expect(errors).toContain(failure);
  });

  test('D2 no listener is woken after stop, which can be called twice', async () => {
    const wakeUps = await open();
    const heard = listenTo(wakeUps, 'tenant_a');
    await wakeUps.stop();
    await wakeUps.stop();
    const after = heard.times;
    wakeUps.announce('tenant_a');
    expect(heard.times).toBe(after);
  });
});

describe.each(transports)('wake-ups between processes by %s', (_, openMedium) => {
  beforeAll(async () => {
    medium = await openMedium();
  });
  afterAll(() => medium.close());

  test('D2 a commit wakes the other process once, and its own process not a second time', async () => {
    const [one, other] = await openTwo();
    const tenant = someTenant();
    const [own, others] = [listenTo(one, tenant), listenTo(other, tenant)];
    await untilBothHeard(one, other);
    const before = [own.times, others.times];
    one.announce(tenant);
    await untilBothHeard(one, other);
    expect([own.times, others.times]).toEqual(before.map((times) => times + 1));
  });

  test('D2 a commit of one tenant does not wake listeners of another in the other process', async () => {
    const [one, other] = await openTwo();
    const [tenant, neighbor] = [someTenant(), someTenant()];
    const [heard, notAddressed] = [listenTo(other, tenant), listenTo(other, neighbor)];
    await untilBothHeard(one, other);
    const [heardBefore, notAddressedBefore] = [heard.times, notAddressed.times];
    one.announce(tenant);
    await untilBothHeard(one, other);
    expect([heard.times, notAddressed.times]).toEqual([heardBefore + 1, notAddressedBefore]);
  });

  test('D2 10,000 commits are sent as at most 3 wake-ups, the last commit included', async () => {
    const [one, other] = await openTwo();
    const [busy, quiet] = [someTenant(), someTenant()];
    const [heard, beside] = [listenTo(other, busy), listenTo(other, quiet)];
    await untilBothHeard(one, other);
    const [heardBefore, besideBefore] = [heard.times, beside.times];
    for (let n = 0; n < 10_000; n += 1) one.announce(busy);
    one.announce(quiet);
    await expect.poll(() => beside.times).toBe(besideBefore + 1);
    expect(heard.times - heardBefore).toBeGreaterThanOrEqual(1);
    expect(heard.times - heardBefore).toBeLessThanOrEqual(3);
  });

  test('D2 commits of a separate process arrive, and that process exits after stop', async () => {
    const listening = await open();
    const schemaName = someTenant();
    const heard = listenTo(listening, schemaName);
    const { settings, databaseUrl } = medium;
    const options: AnnouncingProcessOptions = { settings, databaseUrl, schemaName };
    const program = fileURLToPath(
      new URL('../../../../packages/testkit/src/processes/announcing-process.ts', import.meta.url),
    );
    const child = spawn(process.execPath, [program, JSON.stringify(options)], {
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    const exited = once(child, 'exit');
    await expect.poll(() => heard.times).toBeGreaterThanOrEqual(3);
    child.stdin.end();
    expect(await exited).toEqual([0, null]);
  });

  test('D2 while the connection is lost nothing fails; after the reconnect every listener is woken', async () => {
    const [one, other] = await openTwo();
    const tenant = someTenant();
    const [own, others] = [listenTo(one, tenant), listenTo(other, tenant)];
    for (let round = 1; round <= 3; round += 1) {
      await untilBothHeard(one, other);
      const [ownBefore, othersBefore] = [own.times, others.times];
      await medium.cut();
      one.announce(tenant);
      expect(own.times).toBeGreaterThan(ownBefore);
      expect(others.times).toBe(othersBefore);
      await medium.repair();
      await expect.poll(() => others.times).toBeGreaterThan(othersBefore);
    }
    await untilBothHeard(one, other);
    expect(errors.length).toBeGreaterThan(0);
  });

  test('D2 wake-ups start when the transport becomes available after the server', async () => {
    await medium.cut();
    const [one, other] = [await open(), await open()];
    const heard = listenTo(one, 'tenant_a');
    one.announce('tenant_a');
    expect(heard.times).toBe(1);
    await expect.poll(() => errors.length).toBeGreaterThan(1);
    await medium.repair();
    await untilHeard(one, other);
  });

  test('D2 each process uses one connection and closes it', async () => {
    const both = await openTwo();
    await expect.poll(() => medium.countConnections()).toBe(2);
    errors.length = 0;
    for (const wakeUps of both) wakeUps.announce(someTenant());
    await Promise.all(opened.map((wakeUps) => wakeUps.stop()));
    await expect.poll(() => medium.countConnections()).toBe(0);
    expect(errors).toEqual([]);
  });

  test('D2 stop returns at once while the transport is unavailable', async () => {
    await medium.cut();
    const wakeUps = await open();
    await expect.poll(() => errors.length).toBeGreaterThan(0);
    const started = performance.now();
    await wakeUps.stop();
    expect(performance.now() - started).toBeLessThan(2000);
    await medium.repair();
  });
});

function openNothing(): Promise<WakeUpMedium> {
  const nothing = () => Promise.resolve();
  return Promise.resolve({
    settings: { kind: 'process' },
    databaseUrl: '',
    cut: nothing,
    repair: nothing,
    countConnections: () => Promise.resolve(0),
    close: nothing,
  });
}
