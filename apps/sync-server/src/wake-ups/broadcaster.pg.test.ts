import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import { openNatsMedium, openPostgresMedium, someTenant } from '@holdfast/testkit/server/wake-up-media';
import type { WakeUpMedium } from '@holdfast/testkit/server/wake-up-media';
import { createWakeUps } from './create-wake-ups.ts';
import type { WakeUps } from './wake-ups.ts';

const errors: unknown[] = [];
const opened: WakeUps[] = [];
let medium: WakeUpMedium;

/** Opens the broadcaster of one more process. */
async function open(): Promise<WakeUps> {
  const { settings, databaseUrl } = medium;
  const wakeUps = await createWakeUps({ settings, databaseUrl, onError: (error) => errors.push(error) });
  opened.push(wakeUps);
  return wakeUps;
}

function overhear(wakeUps: WakeUps, schemaName: string) {
  const texts: string[] = [];
  const stop = wakeUps.subscribe(schemaName, (text) => texts.push(text));
  return { texts, stop };
}

/** Waits until a message of `from` arrives at `to`, and with it all messages before. */
async function untilHeard(from: WakeUps, to: WakeUps): Promise<void> {
  const tenant = someTenant();
  const heard = overhear(to, tenant);
  await expect
    .poll(() => {
      from.broadcast(tenant, { key: 'here', text: 'here' });
      return heard.texts.length;
    })
    .toBeGreaterThan(0);
  heard.stop();
}

async function openTwo(): Promise<[WakeUps, WakeUps]> {
  const [one, other] = [await open(), await open()];
  await untilHeard(one, other);
  await untilHeard(other, one);
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

test('P1 within one process no message is sent', async () => {
  const alone = await createWakeUps({
    settings: { kind: 'process' },
    databaseUrl: '',
    onError: (error) => errors.push(error),
  });
  const heard = overhear(alone, 'tenant_a');
  alone.broadcast('tenant_a', { key: 'a', text: 'hello' });
  heard.stop();
  await alone.stop();
  expect([heard.texts, errors]).toEqual([[], []]);
});

describe.each(transports)('broadcasts by %s', (_, openMedium) => {
  beforeAll(async () => {
    medium = await openMedium();
  });
  afterAll(() => medium.close());

  test('P1 a message reaches all listeners of other processes unchanged, and none of its own process', async () => {
    const [one, other] = await openTwo();
    const tenant = someTenant();
    const own = overhear(one, tenant);
    const listeners = [overhear(other, tenant), overhear(other, tenant)];
    const text = `{"words": "Übermut, 'quotes' & ${'x'.repeat(6900)}"}`;
    await untilHeard(one, other);
    one.broadcast(tenant, { key: 'a', text });
    await expect.poll(() => listeners.map(({ texts }) => texts)).toEqual([[text], [text]]);
    await untilHeard(other, one);
    expect(own.texts).toEqual([]);
  });

  test('P1 a message does not reach listeners of other tenants or removed listeners', async () => {
    const [one, other] = await openTwo();
    const [tenant, neighbor] = [someTenant(), someTenant()];
    const [heard, notAddressed, stopped] = [
      overhear(other, tenant),
      overhear(other, neighbor),
      overhear(other, tenant),
    ];
    stopped.stop();
    await untilHeard(one, other);
    one.broadcast(tenant, { key: 'a', text: 'for tenant' });
    one.broadcast(`${tenant}2`, { key: 'a', text: 'for a longer name' });
    await expect.poll(() => heard.texts).toEqual(['for tenant']);
    await untilHeard(one, other);
    expect([notAddressed.texts, stopped.texts]).toEqual([[], []]);
  });

  test('P1 of 5,000 messages with one key the newest arrives, and few of the others', async () => {
    const [one, other] = await openTwo();
    const tenant = someTenant();
    const heard = overhear(other, tenant);
    await untilHeard(one, other);
    for (let n = 1; n <= 5000; n += 1) one.broadcast(tenant, { key: 'busy', text: String(n) });
    one.broadcast(tenant, { key: 'quiet', text: 'beside' });
    await expect.poll(() => heard.texts).toEqual(expect.arrayContaining(['5000', 'beside']));
    expect(heard.texts.length).toBeLessThanOrEqual(4);
  });

  test('P1 messages are dropped while the connection is lost, and sent again after the reconnect', async () => {
    const [one, other] = await openTwo();
    const tenant = someTenant();
    const heard = overhear(other, tenant);
    await untilHeard(one, other);
    await medium.cut();
    await expect.poll(() => errors.length).toBeGreaterThan(0);
    one.broadcast(tenant, { key: 'a', text: 'into the void' });
    await medium.repair();
    await untilHeard(one, other);
    one.broadcast(tenant, { key: 'b', text: 'again' });
    await expect.poll(() => heard.texts).toEqual(['again']);
  });
});
