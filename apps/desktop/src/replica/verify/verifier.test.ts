import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SerialQueue } from '../replica/serial-queue.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { firstDelta } from '@holdfast/testkit/replica/test-rows';
import { ActivityMonitor } from '../idle/activity.ts';
import { IdleScheduler } from '../idle/idle-scheduler.ts';
import { ReplicaVerification } from './replica-verification.ts';
import { Verifier } from './verifier.ts';

test('V1 stopping a verifier waits until the evidence of its last request is on disk', async () => {
  await using replica = await LocalReplica.open();
  await replica.apply(firstDelta([1]));
  const evidenceDirectory = await mkdtemp(join(tmpdir(), 'holdfast-evidence-'));
  const { promise: isAsked, resolve: asked } = withResolvers();
  const { promise: mayReply, resolve: reply } = withResolvers();
  const verifier = new Verifier({
    idle: new IdleScheduler(new ActivityMonitor()),
    verification: new ReplicaVerification({
      database: replica.database,
      writes: new SerialQueue(),
      evidenceDirectory,
      now: () => new Date(),
    }),
    requestVerification: async () => {
      asked();
      await mayReply;
      return { mismatched: [1], undecided: [] };
    },
    stepMs: 1,
    random: () => 0,
    onFailure: (error) => expect.fail(String(error)),
  });
  verifier.entered([1]);
  verifier.start();
  await isAsked;
  const stopped = verifier.stop();
  reply();
  await stopped;
  expect(await readdir(evidenceDirectory)).toHaveLength(1);
  await rm(evidenceDirectory, { recursive: true });
});

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((given) => {
    resolve = given;
  });
  return { promise, resolve };
}
