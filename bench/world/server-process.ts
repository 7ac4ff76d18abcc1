import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import { parseSettings } from '@holdfast/sync-server/config/settings';
import { startServer } from '@holdfast/sync-server/lifecycle/start-server';
import { createLogger } from '@holdfast/sync-server/logging/create-logger';
import { nowMs } from '../clock.ts';
import { serveCalls } from '@holdfast/testkit/processes/serve-calls';

// The real server, composed as by `holdfast serve --role web`, in its own process. In addition it commits statements on
// its own pool, as the code of the server does, and returns the time of each commit.

const settings = parseSettings(process.env);
const running = await startServer({ settings, role: 'web', logger: createLogger(settings.logLevel) });
const { pool } = running.server;

const calls = {
  url: () => running.url,

  /** Runs one transaction of the server. Returns the time of its commit. */
  commit: async (request: { schemaName: string; text: string; values: unknown[] }) => {
    await withTenant(pool, request.schemaName, {}, ({ client }) =>
      client.query(request.text, request.values),
    );
    return { committedAt: nowMs() };
  },

  /** Memory of the process, and the processor time used so far. */
  usage: () => {
    const { user, system } = process.cpuUsage();
    return { rssMib: process.memoryUsage.rss() / 2 ** 20, cpuMs: (user + system) / 1000 };
  },
};

export type BenchServerCalls = typeof calls;

serveCalls(calls, () => running.stop());
