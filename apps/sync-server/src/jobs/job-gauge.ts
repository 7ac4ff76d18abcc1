import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { z } from 'zod';

import type { GaugedCluster } from '../metrics/server-gauges.ts';
import { jobsSchema } from './queues.ts';

const queryTimeoutMs = 2000;

const countsSchema = z.array(
  z.object({
    queue: z.string(),
    queued: z.number(),
    deferred: z.number(),
    active: z.number(),
    failed: z.number(),
  }),
);

/**
 * Registers the gauge `holdfast_jobs`: jobs of all tenants, as counted by pg-boss about a minute ago. A cluster whose
 * Postgres does not respond within 2 s is left out.
 */
export function registerJobGauge(registry: Registry, clusters: readonly GaugedCluster[]): void {
  registry.registerMetric(
    new Gauge({
      name: 'holdfast_jobs',
      help: 'Jobs in each queue; the same in every process of one database, about a minute old',
      labelNames: ['cluster', 'queue', 'state'] as const,
      registers: [],
      async collect() {
        this.reset();
        const counted = clusters.map(async ({ cluster, pool }) => {
          for (const { queue, ...counts } of await readCounts(pool)) {
            for (const [state, count] of Object.entries(counts)) this.set({ cluster, queue, state }, count);
          }
        });
        await Promise.all(counted);
      },
    }),
  );
}

async function readCounts(pool: Pool): Promise<z.infer<typeof countsSchema>> {
  const counts = pool
    .query(
      `SELECT name AS queue, queued_count AS queued, deferred_count AS deferred, active_count AS active,
              failed_count AS failed
       FROM ${jobsSchema}.queue`,
    )
    .then(({ rows }) => countsSchema.parse(rows))
    .catch(() => []);
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<[]>((resolve) => {
    timer = setTimeout(() => resolve([]), queryTimeoutMs);
  });
  return await Promise.race([counts, timedOut]).finally(() => clearTimeout(timer));
}
