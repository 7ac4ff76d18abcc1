import { readDemoState } from '../../apps/sync-server/src/demo/demo-state.ts';
import type { DemoState } from '../../apps/sync-server/src/demo/demo-state.ts';
import { ExplainedError } from '../process/explained-error.ts';
import { runHoldfast } from './holdfast-command.ts';

/** Makes the demo tenant, or finds what an earlier start has made; its secrets are kept in the file. */
export async function prepareDemo(
  stateFile: string,
  env: Readonly<Record<string, string>>,
): Promise<DemoState> {
  await runHoldfast(['demo', '--state-file', stateFile], { env });
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
