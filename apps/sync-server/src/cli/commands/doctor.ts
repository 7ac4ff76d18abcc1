import type { Command } from 'commander';

import { runDiagnostics } from '../../lifecycle/diagnostics.ts';
import { onRun, command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

export function registerDoctor(program: Command): void {
  program.addCommand(
    onRun(command('doctor', 'check settings, database, migrations, port and files for problems'), run),
  );
}

async function run() {
  const findings = await runDiagnostics(process.env);
  const healthy = findings.every((finding) => finding.outcome !== 'problem');
  const lines = findings.flatMap(({ check, outcome, message, remedy }) => [
    `${{ ok: '✓', problem: '✗', skipped: '–' }[outcome]} ${check}: ${message}`,
    ...(remedy === undefined ? [] : [`    ${remedy}`]),
  ]);
  return {
    data: { healthy, findings },
    text: lines.join('\n'),
    exitCode: healthy ? exitCodes.success : exitCodes.unhealthy,
  };
}
