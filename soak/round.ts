import { setTimeout as delay } from 'node:timers/promises';

import { drawAgentCommand } from '@holdfast/testkit/model/agent-command';
import { drawFault } from '@holdfast/testkit/model/fault-command';
import { drawOperatorCommand } from '@holdfast/testkit/model/operator-command';
import type { Finding } from '@holdfast/testkit/oracle/finding';
import type { ReplicaImage } from '@holdfast/testkit/oracle/replica-image';
import type { SeededRandom } from '@holdfast/schema/random/seeded-random';

import { finalCheck } from './checks/final-check.ts';
import { Ledger } from './checks/ledger.ts';
import type { WireTap } from './checks/wire-tap.ts';
import { injectFault } from './commands/inject-fault.ts';
import { performOperatorCommand } from './commands/perform-operator-command.ts';
import type { SoakReplica } from './replica/soak-replica.ts';
import type { Counts } from './report/counts.ts';
import type { SoakWorld } from './world/soak-world.ts';

export interface RoundOptions {
  readonly name: string;
  readonly world: SoakWorld;
  readonly random: SeededRandom;
  readonly chaosMs: number;
  readonly tap: WireTap;
  readonly operations: Counts;
  readonly faults: Counts;
}

export interface RoundResult {
  readonly findings: readonly Finding[];
  readonly convergedAfterMs: number;
  readonly last: string;
  readonly imagesExamined: number;
  /** Duration of the faults, and of the restart of everything afterwards. Longer than planned on a busy machine. */
  readonly chaosMs: number;
  readonly repairMs: number;
}

/** Number of operators and customers that write at the same time. */
const operatorCount = 3;

/** Runs agents, operators and faults side by side, then heals everything and runs the final check. */
export async function runRound(options: RoundOptions): Promise<RoundResult> {
  const { world, random, chaosMs, tap, name, operations, faults } = options;
  const began = performance.now();
  const until = began + chaosMs;
  const ledger = new Ledger();
  const images: ReplicaImage[] = [];

  for (const replica of world.replicas) {
    replica.random = random.fork();
    replica.onFault = (fault) => faults.add(fault);
  }
  await Promise.all([
    ...world.replicas.map((replica) => actAt(replica, random.fork())),
    ...Array.from({ length: operatorCount }, (_, index) => operate(random.fork(), index)),
    ...world.replicas.map((replica) => watch(replica, random.fork())),
    goWrong(random.fork()),
    goWrong(random.fork()),
  ]);
  const calm = performance.now();
  await healAll(world);
  const whole = performance.now();
  const checked = await finalCheck(world, { images, ledger, tap });
  const imagesExamined = images.length + world.replicas.length;
  return {
    ...checked,
    imagesExamined,
    chaosMs: Math.round(calm - began),
    repairMs: Math.round(whole - calm),
  };

  async function repeat(pauseMs: () => number, step: () => Promise<void>): Promise<void> {
    while (performance.now() < until) {
      await step();
      await delay(pauseMs());
    }
  }

  async function actAt(replica: SoakReplica, choices: SeededRandom): Promise<void> {
    let number = 0;
    await repeat(
      () => choices.between(5, 250),
      async () => {
        const words = `${name} ${replica.name} ${(number += 1)}`;
        const command = drawAgentCommand(choices, words);
        const performed = await replica.perform(command);
        const isWriter = command.kind === 'send' || command.kind === 'note';
        if (performed?.type === 'queued') {
          ledger.add({ replica: replica.name, words, mutations: performed.mutations });
          operations.add(`agent ${command.kind}`);
        } else if (performed === null && isWriter)
          ledger.add({ replica: replica.name, words, mutations: null });
        else if (performed?.code === 'offline' || performed?.code === 'readOlder')
          operations.add(`agent ${performed.code}`);
      },
    );
  }

  async function operate(choices: SeededRandom, index: number): Promise<void> {
    let number = 0;
    await repeat(
      () => choices.between(1, 80),
      async () => {
        const command = drawOperatorCommand(choices, `${name} operator-${index} ${(number += 1)}`);
        try {
          await performOperatorCommand(world, command);
          operations.add(`operator ${command.kind}`);
        } catch (error) {
          operations.add(failureOf(error));
        }
      },
    );
  }

  async function watch(replica: SoakReplica, choices: SeededRandom): Promise<void> {
    await repeat(
      () => choices.between(300, 1500),
      async () => {
        const image = await replica.image();
        if (image !== null) images.push(image);
      },
    );
  }

  async function goWrong(choices: SeededRandom): Promise<void> {
    await repeat(
      () => choices.between(50, 900),
      async () => {
        const fault = drawFault(choices);
        faults.add(fault.kind);
        await injectFault(world, fault);
      },
    );
  }
}

async function healAll(world: SoakWorld): Promise<void> {
  await world.startServer();
  await Promise.all(world.replicas.map((replica) => replica.heal()));
  await Promise.all(world.replicas.map((replica) => replica.hurry()));
}

/**
 * Deadlocks, serialization failures and an unreachable Postgres are counted: they happen to operators too. Invalid SQL
 * is a bug of the soak and is thrown.
 */
function failureOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code.startsWith('42') || code.startsWith('22')) throw error;
  return `operator failed ${code}`;
}
