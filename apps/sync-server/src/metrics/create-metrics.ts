import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Counters of one server process, passed in `ServerContext`; no module has its own. */
export type ServerMetrics = ReturnType<typeof createMetrics>;

/** Creates counters at zero in their own registry, so that two servers in one process do not share them. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    deltas: new Counter({ name: 'holdfast_sync_deltas_total', help: 'Deltas sent to replicas', registers }),
    deltaBytes: new Counter({
      name: 'holdfast_sync_delta_bytes_total',
      help: 'Characters of rows in the deltas sent to replicas',
      registers,
    }),
    tickSeconds: new Histogram({
      name: 'holdfast_sync_tick_seconds',
      help: 'Time that a tailer needs to read the changes of one tick and deliver them to its sessions',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    tickFailures: new Counter({
      name: 'holdfast_sync_tick_failures_total',
      help: 'Failed ticks; the sessions concerned compute their own deltas',
      registers,
    }),
    firstSyncs: new Gauge({
      name: 'holdfast_sync_first_syncs',
      help: 'First syncs that are running, and that wait for admission',
      labelNames: ['state'] as const,
      registers,
    }),
    digestMismatches: new Counter({
      name: 'holdfast_sync_digest_mismatches_total',
      help: 'Conversations whose digest differed between replica and server; each is a defect, and was sent again',
      registers,
    }),
    pushes: new Counter({ name: 'holdfast_pushes_total', help: 'Pushes of mutations received', registers }),
    mutations: new Counter({
      name: 'holdfast_mutations_total',
      help: 'Mutations with a result; code is the error code of a refusal, else empty',
      labelNames: ['outcome', 'code'] as const,
      registers,
    }),
    outboundAttempts: new Counter({
      name: 'holdfast_outbound_attempts_total',
      help: 'Attempts to send a message to its platform',
      labelNames: ['outcome'] as const,
      registers,
    }),
  };
}
