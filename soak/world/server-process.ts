import { parseSettings } from '@holdfast/sync-server/config/settings';
import { startServer } from '@holdfast/sync-server/lifecycle/start-server';
import { createLogger } from '@holdfast/sync-server/logging/create-logger';
import { serveCalls } from '@holdfast/testkit/processes/serve-calls';
import type { BreakableRule } from '../broken/breakable-rules.ts';
import { serverWithout } from '../broken/broken-server.ts';
import { KillSwitch } from '../kill/kill-switch.ts';
import type { KillOrder } from '../kill/kill-switch.ts';
import { killableServer } from '../kill/killable-server.ts';

// The real server, composed as by `holdfast serve --role web`, in its own process, so that it can be killed.

const settings = parseSettings(process.env);
const logger = createLogger(settings.logLevel);
const killSwitch = new KillSwitch();
let running: Awaited<ReturnType<typeof startServer>> | undefined;

const calls = {
  start: async (broken: BreakableRule | null) => {
    const policies = killableServer(serverWithout(broken), killSwitch.reach);
    running = await startServer({ settings, role: 'web', logger, policies });
    return Number(new URL(running.url).port);
  },
  /** Number of conversations whose digest differed between a replica and this server. Each is a defect. */
  mismatches: async () => (await running?.server.metrics.digestMismatches.get())?.values[0]?.value ?? 0,
  killAt: (order: KillOrder) => {
    killSwitch.arm(order);
  },
};

export type SoakServerCalls = typeof calls;

serveCalls(calls, async () => {
  await running?.stop();
});
