import { readDemoState } from '../../apps/sync-server/demo/seed/demo-state.ts';
import type { DemoState } from '../../apps/sync-server/demo/seed/demo-state.ts';
import { UserFacingError } from '../process/user-facing-error.ts';
import { runHoldfast } from './holdfast-command.ts';

export interface PrepareDemoOptions {
  /** File with the secrets of the demo tenant. */
  readonly stateFile: string;
  /** Port on this machine at which the simulated customers receive replies. */
  readonly replyPort: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Creates the demo tenant, or returns the state of the existing one. */
export async function prepareDemo({ stateFile, replyPort, env }: PrepareDemoOptions): Promise<DemoState> {
  const callbackUrl = `http://127.0.0.1:${replyPort}/replies`;
  await runHoldfast(['demo', '--state-file', stateFile, '--callback-url', callbackUrl], { env });
  const state = await readDemoState(stateFile);
  if (state === undefined) throw new UserFacingError(`The demo did not write a valid ${stateFile}.`);
  return state;
}

export interface DemoSignIn {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** Returns the sign-in of the first agent, with which the app opens. */
export function demoSignIn({ tenant, users, password }: DemoState): DemoSignIn {
  const agent = users.find((user) => user.role === 'agent');
  if (agent === undefined) throw new UserFacingError('The demo tenant has no agent.');
  return { tenant, email: agent.email, password };
}
