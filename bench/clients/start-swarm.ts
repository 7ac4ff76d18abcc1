import { ChildProcessClient } from '@holdfast/testkit/processes/child';
import type { BenchAgent } from '../world/bench-tenant.ts';
import type { BenchWorld } from '../world/world.ts';
import type { SwarmCalls } from './swarm-process.ts';

/** Number of clients that connect at the same time: enough to keep the server busy, with short waits for each. */
const connectConcurrency = 32;

/** Connects these agents from a separate process, without databases. */
export async function startSwarm(
  world: BenchWorld,
  agents: readonly BenchAgent[],
): Promise<ChildProcessClient<SwarmCalls>> {
  const swarm = new ChildProcessClient<SwarmCalls>(new URL('./swarm-process.ts', import.meta.url));
  const accessTokens = agents.map(({ accessToken }) => accessToken);
  await swarm.call('connect', { serverUrl: world.serverUrl, accessTokens, atOnce: connectConcurrency });
  return swarm;
}
