import { Option } from 'commander';
import type { Command } from 'commander';

import { parseSettings } from '../../config/settings.ts';
import { stopOnSignals } from '../../lifecycle/stop-on-signals.ts';
import type { ServerRole } from '../../lifecycle/start-server.ts';
import { createLogger } from '../../logging/create-logger.ts';
import { onRun, command } from '../command.ts';

const roles = ['web', 'worker', 'all'] as const satisfies readonly ServerRole[];

export function registerServe(program: Command): void {
  const serve = command('serve', 'run the server until SIGINT or SIGTERM').addOption(
    new Option('--role <role>', 'web: HTTP and sync; worker: jobs; all: both').choices(roles).default('all'),
  );
  program.addCommand(onRun(serve, run));
}

async function run({ role }: { role: ServerRole }) {
  const settings = parseSettings(process.env);
  const logger = createLogger(settings.logLevel);
  // Imported here, because no other command needs the modules of a running server.
  const { startServer } = await import('../../lifecycle/start-server.ts');
  const running = await startServer({ settings, role, logger });
  const reason = await stopOnSignals(running, { logger, timeoutSeconds: settings.stopTimeoutSeconds });
  return { data: { stopped: reason }, text: `Stopped (${reason}).` };
}
