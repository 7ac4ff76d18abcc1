import type { SeededRandom } from '@holdfast/schema/random/seeded-random';
import type { NetworkFaults } from '../transport/network-faults.ts';
import { replicaFailpoints, serverFailpoints } from './failpoints.ts';
import type { ReplicaFailpoint, ServerFailpoint } from './failpoints.ts';

/** Relative frequencies of faults. */
export const faultWeights = {
  storm: 14,
  cutLink: 10,
  partitionUp: 6,
  partitionDown: 6,
  pauseLink: 5,
  refuseConnections: 5,
  killReplica: 8,
  killReplicaAt: 10,
  pauseReplica: 4,
  skewClock: 6,
  killServer: 3,
  killServerAt: 6,
  drainServer: 3,
  pauseServer: 3,
  killPostgres: 3,
} as const;
/** The name of a fault. */
export type FaultKind = keyof typeof faultWeights;

/** A fault of one replica or of all. */
export interface FaultCommand {
  readonly kind: FaultKind;
  /** From 0 to 1. Selects the replica. */
  readonly choice: number;
  /** Duration, for faults that last. */
  readonly durationMs: number;
  /** Probabilities of message faults during a storm. */
  readonly weather: NetworkFaults;
  /** The failpoint at which a process is killed. */
  readonly replicaPoint: ReplicaFailpoint;
  readonly serverPoint: ServerFailpoint;
  /** The process is killed when it reaches the failpoint for this time; the first is 1. */
  readonly passage: number;
  /** Error of a clock: up to one day in either direction. */
  readonly skewMs: number;
}

const dayMs = 86_400_000;

/**
 * Draws the next fault.
 * @param random source of the choices
 */
export function drawFault(random: SeededRandom): FaultCommand {
  return {
    kind: random.weighted(faultWeights),
    choice: random.next(),
    durationMs: random.between(50, 2500),
    weather: {
      drop: random.next() * 0.15,
      duplicate: random.next() * 0.3,
      delay: random.next() * 0.5,
      reorder: random.next() * 0.2,
      cut: random.next() * 0.03,
    },
    replicaPoint: random.oneOf(replicaFailpoints) ?? 'replica-commit',
    serverPoint: random.oneOf(serverFailpoints) ?? 'send',
    passage: random.between(1, 6),
    skewMs: random.between(-dayMs, dayMs),
  };
}
