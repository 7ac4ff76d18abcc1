import { expect, test } from 'vitest';

import { startNatsServer } from '@holdfast/testkit/server/nats-server';
import { NatsWakeUps } from './nats-wake-ups.ts';

test.each([
  ['a user with a password', ['--user', 'holdfast', '--pass', 's@cret/1'], 'holdfast:s%40cret%2F1'],
  ['a token', ['--auth', 't@ken'], 't%40ken'],
])('%s in the URL logs in, and a wrong login is refused and retried', async (_, options, login) => {
  const server = await startNatsServer(options);
  const errors: unknown[] = [];
  const open = (userInfo: string) =>
    new NatsWakeUps({
      natsUrl: server.url.replace('nats://', `nats://${userInfo}@`),
      onError: (error) => errors.push(error),
    });
  const loggedIn = open(login);
  await expect.poll(() => server.countConnections()).toBe(1);
  expect(errors).toEqual([]);
  const refused = open('stranger:wrong');
  await expect.poll(() => errors.length).toBeGreaterThan(1);
  expect(String(errors[0])).toContain('Authorization');
  expect(String(errors)).not.toContain('wrong');
  await Promise.all([loggedIn.stop(), refused.stop()]);
  await server.kill();
});
