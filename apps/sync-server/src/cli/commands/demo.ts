import type { Command } from 'commander';
import { z } from 'zod';

import { readDemoState, writeDemoState, type DemoChannelKeys } from '../../../demo/seed/demo-state.ts';
import { setUpDemo } from '../../../demo/seed/set-up-demo.ts';
import { createDirectoryFileStore } from '../../files/file-store.ts';
import { onRun, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { withPool } from '../with-pool.ts';

interface DemoCommandOptions {
  tenant: string;
  stateFile: string;
  callbackUrl: string;
  seed: string;
  showSecrets?: boolean;
}

const defaultFilesDirectory = '.holdfast/files';

/**
 * `holdfast demo`: creates the demo workspace. HOLDFAST_DEMO_PASSWORD sets the password of its users; otherwise one
 * is generated.
 */
export function registerDemo(program: Command): void {
  const demo = command(
    'demo',
    'create a demo workspace with agents and a few hundred conversations, unless it exists',
  )
    .option('--tenant <slug>', 'slug of the workspace', 'demo')
    .option('--state-file <file>', 'file that stores its password and channel keys', '.holdfast/demo.json')
    .option(
      '--callback-url <url>',
      'URL that replies of its channels are posted to',
      'http://127.0.0.1:7421/replies',
    )
    .option('--seed <number>', 'seed of the generated conversations', '1')
    .option('--show-secrets', 'also print the password and the channel keys');
  program.addCommand(onRun(demo, run));
}

async function run(options: DemoCommandOptions) {
  const { state, seeded } = await withPool(async (pool) =>
    setUpDemo(pool, {
      tenant: options.tenant,
      files: createDirectoryFileStore(process.env['HOLDFAST_FILES_DIRECTORY'] ?? defaultFilesDirectory),
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
    `${seeded ? 'Created' : 'Found'} the demo workspace "${tenant}":`,
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
