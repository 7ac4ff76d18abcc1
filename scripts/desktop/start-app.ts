import { join } from 'node:path';

import type { ServiceGroup } from '../process/service-group.ts';
import type { ServiceProcess } from '../process/service-process.ts';

export interface AppOptions {
  readonly executable: string;
  readonly serverUrl: string;
  readonly signIn: { readonly tenant: string; readonly email: string; readonly password: string };
  readonly stateDirectory: string;
}

/** Starts the packaged app, signed in, with its profile in the state directory. */
export function startApp(group: ServiceGroup, options: AppOptions): Promise<ServiceProcess> {
  return group.start({
    name: 'Holdfast',
    command: options.executable,
    arguments: sandboxArguments(),
    env: {
      HOLDFAST_SERVER_URL: options.serverUrl,
      HOLDFAST_USER_DATA: join(options.stateDirectory, 'desktop'),
      HOLDFAST_DEMO_SIGN_IN: JSON.stringify(options.signIn),
    },
    logPath: join(options.stateDirectory, 'logs/desktop.log'),
  });
}

/** Chromium's sandbox refuses to run as root. */
function sandboxArguments(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
