import { describe, expect, it } from 'vitest';

import { parseSettings } from './settings.ts';

const validEnvironment = {
  HOLDFAST_DATABASE_URL: 'postgres://holdfast:hush@db.example/holdfast',
  HOLDFAST_TOKEN_SECRET: 'a secret that is long enough for this',
};

describe('settings', () => {
  it('require two values and have defaults for all others', () => {
    expect(parseSettings(validEnvironment)).toMatchObject({
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

  it('require HOLDFAST_NATS_URL if NATS carries the wake-ups', () => {
    const nats = { ...validEnvironment, HOLDFAST_WAKE_UPS: 'nats' };
    const error = errorOf(() => parseSettings(nats));
    expect(JSON.stringify(error)).toContain('HOLDFAST_NATS_URL is missing');
    const natsUrl = 'nats://one.example:4222,tls://two.example';
    expect(parseSettings({ ...nats, HOLDFAST_NATS_URL: natsUrl }).wakeUps).toEqual({ kind: 'nats', natsUrl });
  });

  it('treat an empty variable as not set', () => {
    expect(parseSettings({ ...validEnvironment, HOLDFAST_PORT: '' }).port).toBe(7420);
  });

  it('remove the slash at the end of the public URL', () => {
    expect(
      parseSettings({ ...validEnvironment, HOLDFAST_PUBLIC_URL: 'https://help.example/' }).publicUrl,
    ).toBe('https://help.example');
  });

  it('report all invalid variables at once, without their values', () => {
    const invalidEnvironment = {
      HOLDFAST_DATABASE_URL: 'mysql://hush',
      HOLDFAST_TOKEN_SECRET: 'hush',
      HOLDFAST_PORT: '70000',
      HOLDFAST_LOG_LEVEL: 'loud',
      HOLDFAST_TRUST_PROXY: 'perhaps',
      HOLDFAST_PUBLIC_URL: 'ftp://help.example',
      HOLDFAST_WAKE_UPS: 'carrier pigeon',
      HOLDFAST_NATS_URL: 'nats://one.example,http://hush.example',
    };
    const error = errorOf(() => parseSettings(invalidEnvironment));
    expect(error).toMatchObject({ code: 'HF_SETTINGS_INVALID' });
    const text = JSON.stringify(error);
    for (const name of Object.keys(invalidEnvironment)) expect(text).toContain(name);
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
