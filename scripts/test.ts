import { delimiter, join } from 'node:path';

import { affectedParts } from './checks/affected-parts.ts';
import { changedFiles } from './checks/changed-files.ts';
import { checkStages } from './checks/check-stages.ts';
import { runChecks, summarize } from './checks/run-checks.ts';
import { readSelection } from './checks/selection.ts';
import { repositoryRoot } from './paths.ts';
import { runScript } from './process/run-script.ts';
import { useRunDirectory } from './testing/run-directory.ts';

process.env['PATH'] = [join(repositoryRoot, 'node_modules/.bin'), process.env['PATH']].join(delimiter);

await runScript(async () => {
  const { parts, base } = readSelection(process.argv.slice(2));
  const affected = base === null ? parts : affectedParts(parts, await changedFiles(base));
  useRunDirectory();
  const finished = await runChecks(checkStages(affected, base));
  console.log(summarize(finished));
  if (finished.some((check) => check.failed > 0)) process.exitCode = 1;
});
