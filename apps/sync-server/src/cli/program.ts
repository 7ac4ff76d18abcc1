import { Command } from 'commander';

import { registerChannel } from './commands/channel.ts';
import { registerCluster } from './commands/cluster.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDevice } from './commands/device.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerServe } from './commands/serve.ts';
import { registerSimulate } from './commands/simulate.ts';
import { registerTenant } from './commands/tenant.ts';
import { registerUser } from './commands/user.ts';
import { exitCodes } from './exit-codes.ts';

/** Creates the command line. Each group of commands has one file in `commands/`. */
export function createProgram(): Command {
  const program = new Command('holdfast').description('The Holdfast server and its administration.');
  registerServe(program);
  registerMigrate(program);
  registerCluster(program);
  registerTenant(program);
  registerUser(program);
  registerDevice(program);
  registerChannel(program);
  registerDoctor(program);
  registerDemo(program);
  registerSimulate(program);
  throwInsteadOfExit(program);
  return program;
}

/** commander exits with 1 on wrong usage, but here 1 means that the command failed. */
function throwInsteadOfExit(program: Command): void {
  program.exitOverride((error) => {
    throw Object.assign(error, { exitCode: error.exitCode === 0 ? exitCodes.success : exitCodes.usage });
  });
  for (const child of program.commands) throwInsteadOfExit(child);
}
