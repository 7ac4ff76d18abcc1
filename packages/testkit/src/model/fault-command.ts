import type { SeededRandom } from '@holdfast/schema/random/seeded-random';
import type { NetworkFaults } from '../transport/network-faults.ts';
import { replicaFailpoints, serverFailpoints } from './failpoints.ts';
import type { ReplicaFailpoint, ServerFailpoint } from './failpoints.ts';

/** How often what goes wrong, in relation to each other. */
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

/** Something that goes wrong, at one replica or for all. */
export interface FaultCommand {
  readonly kind: FaultKind;
  /** Which replica, from 0 to 1. */
  readonly choice: number;
  /** For how long, where it does not pass at once. */
  readonly durationMs: number;
  /** What a storm does to messages. */
  readonly weather: NetworkFaults;
  /** Where a process is killed, and at which passage. */
  readonly replicaPoint: ReplicaFailpoint;
  readonly serverPoint: ServerFailpoint;
  readonly passage: number;
  /** How wrong a clock goes: up to a day either way. */
  readonly skewMs: number;
}

const dayMs = 86_400_000;

/**
 * Draws what goes wrong next.
 * @param random where the choice comes from
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
