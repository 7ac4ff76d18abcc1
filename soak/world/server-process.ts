import { breakRule } from '@holdfast/schema/proof/broken-rules';
import type { BreakableRule } from '@holdfast/schema/proof/broken-rules';

import { parseSettings } from '@holdfast/sync-server/config/settings';
import { startServer } from '@holdfast/sync-server/lifecycle/start-server';
import { createLogger } from '@holdfast/sync-server/logging/create-logger';
import { answerCalls } from '@holdfast/testkit/processes/answer-calls';
import { killAt } from '../kill-at.ts';
import type { KillOrder } from '../kill-at.ts';

// The real server in a process of its own, as `holdfast serve --role web` composes it, so that it can be killed.

const settings = parseSettings(process.env);
const logger = createLogger(settings.logLevel);
let running: Awaited<ReturnType<typeof startServer>> | undefined;

const calls = {
  start: async (broken: BreakableRule | null) => {
    if (broken !== null) breakRule(broken);
    running = await startServer({ settings, role: 'web', logger });
    return Number(new URL(running.url).port);
  },
  /** Conversations that a replica held otherwise than this server, by digest: each is a defect. */
  mismatches: async () => (await running?.server.metrics.digestMismatches.get())?.values[0]?.value ?? 0,
  killAt: (order: KillOrder) => {
    killAt(order);
  },
};

export type ServerCalls = typeof calls;

answerCalls(calls, async () => {
  await running?.stop();
});
