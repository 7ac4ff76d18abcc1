import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import { openNatsMedium, openPostgresMedium, someTenant } from '@holdfast/testkit/server/wake-up-media';
import type { WakeUpMedium } from '@holdfast/testkit/server/wake-up-media';
import { createWakeUps } from './create-wake-ups.ts';
import type { WakeUps } from './wake-ups.ts';

const patience = { timeout: 20_000, interval: 20 };
const errors: unknown[] = [];
const opened: WakeUps[] = [];
let medium: WakeUpMedium;

/** What one more process whispers and overhears with. */
async function open(): Promise<WakeUps> {
  const { settings, databaseUrl } = medium;
  const wakeUps = await createWakeUps({ settings, databaseUrl, onError: (error) => errors.push(error) });
  opened.push(wakeUps);
  return wakeUps;
}

function overhear(wakeUps: WakeUps, schemaName: string) {
  const texts: string[] = [];
  const stop = wakeUps.overhear(schemaName, (text) => texts.push(text));
  return { texts, stop };
}

/** Returns when what the one whispers arrives at the other, and with it whatever was whispered before. */
async function untilHeard(from: WakeUps, to: WakeUps): Promise<void> {
  const tenant = someTenant();
  const heard = overhear(to, tenant);
  await expect
    .poll(() => {
      from.whisper(tenant, { key: 'here', text: 'here' });
      return heard.texts.length;
    }, patience)
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

const media: readonly (readonly [string, () => Promise<WakeUpMedium>])[] = [
  ['postgres', () => openPostgresMedium(inject('databaseUrl'))],
  ['nats', openNatsMedium],
];

test('P1 within one process nothing is whispered: it has said it to itself', async () => {
  const alone = await createWakeUps({
    settings: { kind: 'process' },
    databaseUrl: '',
    onError: (error) => errors.push(error),
  });
  const heard = overhear(alone, 'tenant_a');
  alone.whisper('tenant_a', { key: 'a', text: 'hello' });
  heard.stop();
  await alone.stop();
  expect([heard.texts, errors]).toEqual([[], []]);
});

describe.each(media)('whispers by %s', (_, openMedium) => {
  beforeAll(async () => {
    medium = await openMedium();
  });
  afterAll(() => medium.close());

  test('P1 reach other processes word for word, each listener, and not their own', async () => {
    const [one, other] = await openTwo();
    const tenant = someTenant();
    const own = overhear(one, tenant);
    const listeners = [overhear(other, tenant), overhear(other, tenant)];
    const text = `{"words": "Übermut, 'quotes' & ${'x'.repeat(6900)}"}`;
    await untilHeard(one, other);
    one.whisper(tenant, { key: 'a', text });
    await expect.poll(() => listeners.map(({ texts }) => texts), patience).toEqual([[text], [text]]);
    await untilHeard(other, one);
    expect(own.texts).toEqual([]);
  });

  test('P1 of one tenant are not heard by those who follow another, nor by who has stopped', async () => {
    const [one, other] = await openTwo();
    const [tenant, neighbour] = [someTenant(), someTenant()];
    const [heard, notMeant, stopped] = [
      overhear(other, tenant),
      overhear(other, neighbour),
      overhear(other, tenant),
    ];
    stopped.stop();
    await untilHeard(one, other);
    one.whisper(tenant, { key: 'a', text: 'for tenant' });
    one.whisper(`${tenant}2`, { key: 'a', text: 'for a longer name' });
    await expect.poll(() => heard.texts, patience).toEqual(['for tenant']);
    await untilHeard(one, other);
    expect([notMeant.texts, stopped.texts]).toEqual([[], []]);
  });

  test('P1 of a flood under one key the newest arrives, and few of the others', async () => {
    const [one, other] = await openTwo();
    const tenant = someTenant();
    const heard = overhear(other, tenant);
    await untilHeard(one, other);
    for (let n = 1; n <= 5000; n += 1) one.whisper(tenant, { key: 'busy', text: String(n) });
    one.whisper(tenant, { key: 'quiet', text: 'beside' });
    await expect.poll(() => heard.texts, patience).toEqual(expect.arrayContaining(['5000', 'beside']));
    expect(heard.texts.length).toBeLessThanOrEqual(4);
  });

  test('P1 are not kept while nothing carries them, and go on by themselves afterwards', async () => {
    const [one, other] = await openTwo();
    const tenant = someTenant();
    const heard = overhear(other, tenant);
    await untilHeard(one, other);
    await medium.cut();
    await expect.poll(() => errors.length, patience).toBeGreaterThan(0);
    one.whisper(tenant, { key: 'a', text: 'into the void' });
    await medium.mend();
    await untilHeard(one, other);
    one.whisper(tenant, { key: 'b', text: 'again' });
    await expect.poll(() => heard.texts, patience).toEqual(['again']);
  });
});
