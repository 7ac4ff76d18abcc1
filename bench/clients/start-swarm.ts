import { ChildProcessClient } from '@holdfast/testkit/processes/child';
import type { BenchAgent } from '../world/bench-tenant.ts';
import type { BenchWorld } from '../world/world.ts';
import type { SwarmCalls } from './swarm-process.ts';

/** So many catch up at a time that the server is busy and nobody waits long. */
const connectConcurrency = 32;

/** Connects these agents without a database, in a process of its own. */
export async function startSwarm(
  world: BenchWorld,
  agents: readonly BenchAgent[],
): Promise<ChildProcessClient<SwarmCalls>> {
  const swarm = new ChildProcessClient<SwarmCalls>(new URL('./swarm-process.ts', import.meta.url));
  const accessTokens = agents.map(({ accessToken }) => accessToken);
  await swarm.call('connect', { serverUrl: world.serverUrl, accessTokens, atOnce: connectConcurrency });
  return swarm;
}
