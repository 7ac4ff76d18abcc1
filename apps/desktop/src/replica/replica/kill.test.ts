import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeOfflineProfile } from '@holdfast/testkit/replica/offline-profile';
import { TestProgram } from '@holdfast/testkit/replica/test-program';
import { firstDelta } from '@holdfast/testkit/replica/test-rows';

let profile: string;

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'holdfast-profile-'));
  await writeOfflineProfile(profile, firstDelta([1, 2]));
});
afterEach(async () => {
  await rm(profile, { recursive: true, force: true });
});

it('M1 killed repeatedly at any moment, it has every mutation reported as queued, once and in order', async () => {
  let known = 0;
  for (let round = 0; round < 5; round += 1) {
    const reported = await writeUntilKilled(Math.random() * 60);
    const program = await TestProgram.start({ userDataDirectory: profile });
    const window = program.openWindow();
    const outbox = await window.watch('outbox.list', undefined).until(() => true);
    const { items } = await window.watch('conversation.timeline', { id: 1, limit: 5000 }).until(() => true);
    const draft = await window.watch('drafts.get', { conversationId: 2 }).until(() => true);

    const expected = (queued: number) => Array.from({ length: queued }, (_, index) => `message ${index + 1}`);
    const ofThisRound = outbox.items.slice(known).map(({ text }) => text);
    // The last mutation can be on disk although the process died before it reported it.
    expect(ofThisRound.length - reported).toBeGreaterThanOrEqual(0);
    expect(ofThisRound.length - reported).toBeLessThanOrEqual(1);
    expect(ofThisRound).toEqual(expected(ofThisRound.length));
    expect(outbox.items.map(({ mutationId }) => mutationId)).toEqual(
      outbox.items.map((_, index) => index + 1),
    );
    expect(items.filter((item) => item.kind === 'message' && item.queued)).toHaveLength(outbox.items.length);
    expect(Number(draft?.text.split(' ')[1])).toBeGreaterThanOrEqual(reported);
    known = outbox.items.length;
    await program.stop();
  }
  expect(known).toBeGreaterThan(5);
});

/** @returns the number of messages that the process reported as queued before it was killed */
async function writeUntilKilled(extraMs: number): Promise<number> {
  const script = fileURLToPath(
    new URL('../../../../../packages/testkit/src/processes/writing-child.ts', import.meta.url),
  );
  const child = spawn(process.execPath, [script, profile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let reported = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    reported = Number(line);
    // Kill the process while it queues a later message.
    if (reported === 3) void delay(extraMs).then(() => child.kill('SIGKILL'));
  }
  await exited;
  return reported;
}
