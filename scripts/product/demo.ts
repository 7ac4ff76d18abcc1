import { readDemoState } from '../../apps/sync-server/demo/seed/demo-state.ts';
import type { DemoState } from '../../apps/sync-server/demo/seed/demo-state.ts';
import { ExplainedError } from '../process/explained-error.ts';
import { runHoldfast } from './holdfast-command.ts';

export interface PrepareDemoOptions {
  /** Keeps the secrets of the demo tenant. */
  readonly stateFile: string;
  /** Where its customers, on this machine, get their replies. */
  readonly replyPort: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Makes the demo tenant, or finds what an earlier start has made. */
export async function prepareDemo({ stateFile, replyPort, env }: PrepareDemoOptions): Promise<DemoState> {
  const callbackUrl = `http://127.0.0.1:${replyPort}/replies`;
  await runHoldfast(['demo', '--state-file', stateFile, '--callback-url', callbackUrl], { env });
  const state = await readDemoState(stateFile);
  if (state === undefined) throw new ExplainedError(`The demo left no usable ${stateFile}.`);
  return state;
}

export interface DemoSignIn {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** The first agent: whose inbox the app opens. */
export function demoSignIn({ tenant, users, password }: DemoState): DemoSignIn {
  const agent = users.find((user) => user.role === 'agent');
  if (agent === undefined) throw new ExplainedError('The demo tenant has no agent.');
  return { tenant, email: agent.email, password };
}
