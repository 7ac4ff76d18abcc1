import type { Pool } from 'pg';
import { Gauge } from 'prom-client';

import type { ServerMetrics } from './create-metrics.ts';

/** The connection pools of one cluster in this process. */
export interface GaugedCluster {
  readonly cluster: string;
  /** `tickPool` has the connections reserved for ticks. */
  readonly pool: Pool & { readonly tickPool: Pool };
}

/** The parts of the server that gauges read. */
export interface GaugedServer {
  readonly metrics: ServerMetrics;
  readonly syncSessions: { count(): { readonly attached: number; readonly detached: number } };
  readonly tailers: { readonly size: number; maxTickAgeMs(): number };
}

/** Registers gauges that are read at each scrape. */
export function registerServerGauges(server: GaugedServer, clusters: readonly GaugedCluster[]): void {
  const { registry } = server.metrics;
  registry.registerMetric(
    new Gauge({
      name: 'holdfast_sync_sessions',
      help: 'Connected replicas, attached to the tailer of their tenant or detached',
      labelNames: ['state'] as const,
      registers: [],
      collect() {
        const { attached, detached } = server.syncSessions.count();
        this.set({ state: 'attached' }, attached);
        this.set({ state: 'detached' }, detached);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'holdfast_sync_tailers',
      help: 'Tenants with a tailer in this process',
      registers: [],
      collect() {
        this.set(server.tailers.size);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'holdfast_sync_tailer_lag_seconds',
      help: 'Time since the last tick of the tailer that is furthest behind; a healthy tailer ticks every second',
      registers: [],
      collect() {
        this.set(server.tailers.maxTickAgeMs() / 1000);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'holdfast_database_connections',
      help: 'Connections of this process to Postgres, and requests that wait for a connection',
      labelNames: ['cluster', 'state'] as const,
      registers: [],
      collect() {
        for (const { cluster, pool } of clusters) {
          const pools = [pool, pool.tickPool];
          const sum = (count: (pool: Pool) => number) =>
            pools.reduce((total, each) => total + count(each), 0);
          this.set(
            { cluster, state: 'used' },
            sum(({ totalCount, idleCount }) => totalCount - idleCount),
          );
          this.set(
            { cluster, state: 'idle' },
            sum(({ idleCount }) => idleCount),
          );
          this.set(
            { cluster, state: 'waiting' },
            sum(({ waitingCount }) => waitingCount),
          );
        }
      },
    }),
  );
}
