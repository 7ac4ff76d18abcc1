import { randomInt } from 'node:crypto';
import { appendFile } from 'node:fs/promises';

import { readOptions } from './options.ts';
import { soak } from './soak.ts';
import type { SoakWorld } from './world/soak-world.ts';

// `pnpm soak --minutes N --seed S`: ends by itself, leaves no process behind, and exits with 1 if it found something.

/** Time that a run may exceed the requested duration by, to finish its last round. */
const graceMs = 240_000;

const options = readOptions(process.argv.slice(2));
let world: SoakWorld | undefined;
process.once('SIGINT', () => end('interrupted'));
process.once('SIGTERM', () => end('interrupted'));

for (let run = 0; run < options.runs && process.exitCode === undefined; run += 1)
  await runOnce(run === 0 ? options.seed : randomInt(2 ** 31));

async function runOnce(seed: number): Promise<void> {
  const { minutes, log } = options;
  console.log(`seed ${seed}`);
  const timer = setTimeout(() => end('not done in time'), minutes * 60_000 + graceMs);
  const summary = await soak({ ...options, seed }, (started) => {
    world = started;
  });
  clearTimeout(timer);
  console.log(JSON.stringify(summary));
  if (log !== undefined) await appendFile(log, `${JSON.stringify(summary)}\n`);
  if (summary.findings.length === 0) return;
  console.error(`Findings. To run it again: pnpm soak --minutes ${minutes} --seed ${seed}`);
  if (summary.evidence !== null) console.error(`Evidence: ${summary.evidence}`);
  process.exitCode = 1;
}

/** Stops Postgres, which has its own process group and would otherwise keep running. */
function end(reason: string): void {
  console.error(reason);
  void Promise.resolve(world?.[Symbol.asyncDispose]()).finally(() => process.exit(130));
}
