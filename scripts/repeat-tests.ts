import { runScript } from './process/run-script.ts';
import { currentCommit } from './repeat/current-commit.ts';
import { describeMachine } from './repeat/describe-machine.ts';
import { keepBusy } from './repeat/keep-busy.ts';
import { readRepeatOptions } from './repeat/options.ts';
import { runFromScratch } from './repeat/run-from-scratch.ts';
import { summariseRuns } from './repeat/summarise-runs.ts';
import type { TestRun } from './repeat/summarise-runs.ts';

// `pnpm test:repeat --times N --parts unit,pg`: finds flaky tests. See docs/testing.md.

await runScript(async () => {
  const { times, parts, isLoaded } = readRepeatOptions(process.argv.slice(2));
  const runs: TestRun[] = [];
  for (let number = 1; number <= times; number += 1) {
    console.log(`\n══ run ${number} of ${times}: ${parts.join(', ')} ══`);
    using _load = isLoaded ? keepBusy() : null;
    runs.push(await runFromScratch(parts));
  }
  const date = new Date().toISOString().slice(0, 10);
  const commit = await currentCommit();
  console.log(summariseRuns(runs, { date, commit, parts, isLoaded, machine: describeMachine() }));
  if (runs.some(({ isPassed }) => !isPassed)) process.exitCode = 1;
});
