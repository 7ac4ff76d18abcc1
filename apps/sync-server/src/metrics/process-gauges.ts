import { performance } from 'node:perf_hooks';

import { Gauge, type Registry } from 'prom-client';

/**
 * Memory, CPU and event loop under the metric names that common dashboards use. Not prom-client's default metrics:
 * those start a timer and an observer per registry that cannot be stopped.
 */
export function registerProcessGauges(registry: Registry): void {
  registry.registerMetric(
    new Gauge({
      name: 'process_resident_memory_bytes',
      help: 'Resident memory',
      registers: [],
      collect() {
        this.set(process.memoryUsage.rss());
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'process_cpu_seconds_total',
      help: 'Processor time used',
      registers: [],
      collect() {
        const { user, system } = process.cpuUsage();
        this.set((user + system) / 1e6);
      },
    }),
  );
  let before = performance.eventLoopUtilization();
  registry.registerMetric(
    new Gauge({
      name: 'nodejs_eventloop_utilization',
      help: 'Share of the time since the last scrape in which the event loop was busy',
      registers: [],
      collect() {
        const now = performance.eventLoopUtilization();
        this.set(performance.eventLoopUtilization(now, before).utilization);
        before = now;
      },
    }),
  );
}
