import type { Bench } from './bench.ts';
import { capture } from './benches/capture.ts';
import { catchUp } from './benches/catch-up.ts';
import { fanOut } from './benches/fan-out.ts';
import { firstSync } from './benches/first-sync.ts';
import { moveIn } from './benches/move-in.ts';
import { pgliteApply } from './benches/pglite-apply.ts';
import { propagation } from './benches/propagation.ts';
import { push } from './benches/push.ts';
import { rebase } from './benches/rebase.ts';
import { reconnectStorm } from './benches/reconnect-storm.ts';
import { resync } from './benches/resync.ts';
import { throughput } from './benches/throughput.ts';

export const benches: readonly Bench[] = [
  pgliteApply,
  capture,
  propagation,
  moveIn,
  catchUp,
  push,
  rebase,
  fanOut,
  reconnectStorm,
  throughput,
  firstSync,
  resync,
];
