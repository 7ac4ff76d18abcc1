import { performance } from 'node:perf_hooks';

import { Gauge, type Registry } from 'prom-client';

/**
 * Memory, processor and event loop under the names that dashboards know. Those that prom-client brings keep a timer and
 * an observer for each registry, which nobody can stop.
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
