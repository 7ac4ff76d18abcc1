import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What one server process counts about itself. Handed round in `ServerContext`; no module has counters of its own. */
export type ServerMetrics = ReturnType<typeof createMetrics>;

/** Counters that begin at zero, in a registry of their own: two servers in one process do not mix. */
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
      help: 'How long a tailer takes to read what changed and to tell its sessions',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    tickFailures: new Counter({
      name: 'holdfast_sync_tick_failures_total',
      help: 'Ticks that failed; their sessions catch up by themselves',
      registers,
    }),
    firstSyncs: new Gauge({
      name: 'holdfast_sync_first_syncs',
      help: 'First syncs that run, and that wait to be admitted',
      labelNames: ['state'] as const,
      registers,
    }),
    digestMismatches: new Counter({
      name: 'holdfast_sync_digest_mismatches_total',
      help: 'Conversations that a replica held otherwise than the server: each is a defect, and was sent again',
      registers,
    }),
    pushes: new Counter({ name: 'holdfast_pushes_total', help: 'Pushes of mutations taken in', registers }),
    mutations: new Counter({
      name: 'holdfast_mutations_total',
      help: 'Mutations dealt with; the code is that of the refusal, or empty',
      labelNames: ['outcome', 'code'] as const,
      registers,
    }),
    outboundAttempts: new Counter({
      name: 'holdfast_outbound_attempts_total',
      help: 'Attempts to hand a message to its platform',
      labelNames: ['outcome'] as const,
      registers,
    }),
  };
}
