import { describe, expect, it } from 'vitest';

import { parseSettings } from './settings.ts';

const good = {
  HOLDFAST_DATABASE_URL: 'postgres://holdfast:hush@db.example/holdfast',
  HOLDFAST_TOKEN_SECRET: 'a secret that is long enough for this',
};

describe('settings', () => {
  it('need two values and have defaults for the rest', () => {
    expect(parseSettings(good)).toMatchObject({
      host: '127.0.0.1',
      port: 7420,
      publicUrl: 'http://127.0.0.1:7420',
      logLevel: 'info',
      trustProxy: false,
      allowPrivateAddresses: false,
      filesDirectory: '.holdfast/files',
      wakeUps: { kind: 'postgres' },
    });
  });

  it('need the address of NATS where it carries the hints', () => {
    const nats = { ...good, HOLDFAST_WAKE_UPS: 'nats' };
    const error = errorOf(() => parseSettings(nats));
    expect(JSON.stringify(error)).toContain('HOLDFAST_NATS_URL is missing');
    const natsUrl = 'nats://one.example:4222,tls://two.example';
    expect(parseSettings({ ...nats, HOLDFAST_NATS_URL: natsUrl }).wakeUps).toEqual({ kind: 'nats', natsUrl });
  });

  it('take an empty variable for one that is not set', () => {
    expect(parseSettings({ ...good, HOLDFAST_PORT: '' }).port).toBe(7420);
  });

  it('drop the slash at the end of the public address', () => {
    expect(parseSettings({ ...good, HOLDFAST_PUBLIC_URL: 'https://help.example/' }).publicUrl).toBe(
      'https://help.example',
    );
  });

  it('that are wrong are all named at once, without their values', () => {
    const wrong = {
      HOLDFAST_DATABASE_URL: 'mysql://hush',
      HOLDFAST_TOKEN_SECRET: 'hush',
      HOLDFAST_PORT: '70000',
      HOLDFAST_LOG_LEVEL: 'loud',
      HOLDFAST_TRUST_PROXY: 'perhaps',
      HOLDFAST_PUBLIC_URL: 'ftp://help.example',
      HOLDFAST_WAKE_UPS: 'carrier pigeon',
      HOLDFAST_NATS_URL: 'nats://one.example,http://hush.example',
    };
    const error = errorOf(() => parseSettings(wrong));
    expect(error).toMatchObject({ code: 'HF_SETTINGS_INVALID' });
    const text = JSON.stringify(error);
    for (const name of Object.keys(wrong)) expect(text).toContain(name);
    expect(text).not.toContain('hush');
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
