import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SeededRandom } from '@holdfast/schema/random/seeded-random';

import { WireTap } from './checks/wire-tap.ts';
import { holdOpen } from './commands/hold-open.ts';
import type { SoakOptions } from './options.ts';
import { Counts } from './report/counts.ts';
import { didRealThings } from './report/did-real-things.ts';
import type { SoakSummary } from './report/summary.ts';
import { runRound } from './round.ts';
import { foreignMarker } from './world/seed-tenant.ts';
import { SoakWorld } from './world/soak-world.ts';

/** Runs rounds until the time is over or a round has findings. Prints one line per round. */
export async function soak(options: SoakOptions, onWorld: (world: SoakWorld) => void): Promise<SoakSummary> {
  const { seed, minutes } = options;
  const began = performance.now();
  const random = new SeededRandom(seed);
  const tap = new WireTap(foreignMarker);
  const [operations, faults] = [new Counts(), new Counts()];
  await using world = await SoakWorld.start({
    replicaCount: options.replicas,
    broken: options.broken ?? null,
    onWire: (userId, message) => tap.hear(userId, message),
  });
  onWorld(world);
  const over = new AbortController();
  const holding = holdOpen(world, over.signal);
  let round = 0;
  let slowestMs = 0;
  let images = 0;
  const findings: SoakSummary['findings'][number][] = [];
  let evidence: string | null = null;
  while (performance.now() - began < minutes * 60_000 && findings.length === 0) {
    round += 1;
    const name = `seed-${seed} round-${round}`;
    const before = { operations: operations.total, faults: faults.total };
    const result = await runRound({
      name,
      world,
      random: random.fork(),
      chaosMs: options['round-seconds'] * 1000,
      tap,
      operations,
      faults,
    });
    slowestMs = Math.max(slowestMs, result.convergedAfterMs);
    images += result.imagesExamined;
    findings.push(...result.findings);
    const done = `${operations.total - before.operations} operations, ${faults.total - before.faults} faults`;
    const verdict = result.findings.length === 0 ? 'well' : `${result.findings.length} FINDINGS`;
    const { chaosMs, repairMs, convergedAfterMs } = result;
    console.log(
      `round ${round}: ${verdict}; ${done} in ${chaosMs} ms; repaired after ${repairMs} ms, converged after ${convergedAfterMs} ms`,
    );
    if (convergedAfterMs > 5000) console.log(`  last was ${result.last}`);
    if (result.findings.length > 0) evidence = await keepEvidence(name, result.findings);
  }
  over.abort();
  await holding;
  return {
    seed,
    minutes: Math.round((performance.now() - began) / 6000) / 10,
    replicas: options.replicas,
    broken: options.broken ?? null,
    rounds: round,
    operations: operations.toJSON(),
    faults: faults.toJSON(),
    deltas: tap.heard,
    images,
    slowestConvergenceMs: slowestMs,
    findings: [...findings, ...didRealThings({ rounds: round, operations, faults })],
    evidence,
  };
}

async function keepEvidence(name: string, findings: readonly object[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-evidence-'));
  await writeFile(join(folder, 'findings.json'), JSON.stringify({ name, findings }, null, 2));
  return folder;
}
