import type { Command } from 'commander';
import { z } from 'zod';

import { readDemoState, writeDemoState, type DemoChannelKeys } from '../../../demo/seed/demo-state.ts';
import { setUpDemo } from '../../../demo/seed/set-up-demo.ts';
import { createDirectoryFileStore } from '../../files/file-store.ts';
import { answer, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { withPool } from '../with-pool.ts';

interface DemoCommandOptions {
  tenant: string;
  stateFile: string;
  callbackUrl: string;
  seed: string;
  showSecrets?: boolean;
}

const DEFAULT_FILES_DIRECTORY = '.holdfast/files';

/** `holdfast demo`: the demo workspace. HOLDFAST_DEMO_PASSWORD gives its agents a password; otherwise one is made up. */
export function registerDemo(program: Command): void {
  const demo = command(
    'demo',
    'make a demo workspace with agents and a few hundred conversations, unless it is there already',
  )
    .option('--tenant <slug>', 'name of the workspace', 'demo')
    .option('--state-file <file>', 'where its password and channel key are kept', '.holdfast/demo.json')
    .option(
      '--callback-url <url>',
      'where replies of its channels are posted to',
      'http://127.0.0.1:7421/replies',
    )
    .option('--seed <number>', 'other numbers make up other conversations', '1')
    .option('--show-secrets', 'print the password and the channel key too');
  program.addCommand(answer(demo, run));
}

async function run(options: DemoCommandOptions) {
  const { state, seeded } = await withPool(async (pool) =>
    setUpDemo(pool, {
      tenant: options.tenant,
      files: createDirectoryFileStore(process.env['HOLDFAST_FILES_DIRECTORY'] ?? DEFAULT_FILES_DIRECTORY),
      seed: z.coerce.number().int().parse(options.seed),
      now: Date.now(),
      actor: operatorName(),
      state: await readDemoState(options.stateFile),
      password: process.env['HOLDFAST_DEMO_PASSWORD'],
      callbackUrl: z
        .url({ protocol: /^https?$/ })
        .optional()
        .parse(options.callbackUrl),
    }),
  );
  await writeDemoState(options.stateFile, state);
  const { tenant, users, password } = state;
  const channels = state.channels.map(({ id, platform }) => ({ id, platform }));
  const secrets = options.showSecrets === true ? { password, channels: state.channels } : { channels };
  const lines = [
    `${seeded ? 'Made' : 'Found'} the demo workspace "${tenant}":`,
    ...users.map((user) => `  ${user.email}  ${user.role}`),
    ...(options.showSecrets === true
      ? [`  password: ${password}`, ...state.channels.map(keyLine)]
      : [`  The password is in ${options.stateFile}.`]),
  ];
  return {
    data: { seeded, stateFile: options.stateFile, tenant, users, ...secrets },
    text: lines.join('\n'),
  };
}

function keyLine({ id, platform, apiKey }: DemoChannelKeys): string {
  return `  key of channel ${id} (${platform}): ${apiKey}`;
}
