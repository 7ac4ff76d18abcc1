import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { summarySchema } from './report/summary.ts';
import type { SoakSummary } from './report/summary.ts';

// `node soak/write-table.ts`: generates the table of runs in docs/soak.md from the log that `--log` appends to.

const docs = join(import.meta.dirname, '../docs');
const markers = ['<!-- runs: made by soak/write-table.ts -->', '<!-- end of runs -->'] as const;

const runs = readFileSync(join(docs, 'soak-runs.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => summarySchema.parse(JSON.parse(line)));
const path = join(docs, 'soak.md');
const page = readFileSync(path, 'utf8');
const [before] = page.split(markers[0]);
const [, after] = page.split(markers[1]);
writeFileSync(path, `${before}${markers[0]}\n\n${table(runs)}\n\n${markers[1]}${after}`);

function table(all: readonly SoakSummary[]): string {
  const rows = all.map(rowOf);
  const sum = (count: (run: SoakSummary) => number) => all.reduce((total, run) => total + count(run), 0);
  const totals = [
    '**all**',
    (Math.round(sum(({ minutes }) => minutes) * 10) / 10).toString(),
    ...[sum(({ rounds }) => rounds), sum(countOf('operations')), sum(countOf('faults'))].map(String),
    ...[sum(({ deltas }) => deltas), sum(({ images }) => images)].map(String),
    Math.max(...all.map(({ slowestConvergenceMs }) => slowestConvergenceMs)).toString(),
    sum(({ findings }) => findings.length).toString(),
  ];
  const head = [
    'seed',
    'minutes',
    'rounds',
    'operations',
    'faults',
    'deltas heard',
    'images examined',
    'slowest convergence, ms',
    'findings',
  ];
  return [head, head.map(() => '---:'), ...rows, totals]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function rowOf(run: SoakSummary): string[] {
  const { seed, minutes, rounds, deltas, images, slowestConvergenceMs, findings } = run;
  const counts = [
    rounds,
    countOf('operations')(run),
    countOf('faults')(run),
    deltas,
    images,
    slowestConvergenceMs,
  ];
  return [String(seed), String(minutes), ...counts.map(String), String(findings.length)];
}

function countOf(kind: 'operations' | 'faults'): (run: SoakSummary) => number {
  return (run) => Object.values(run[kind]).reduce((sum, count) => sum + count, 0);
}
