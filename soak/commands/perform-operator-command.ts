import { setTimeout as delay } from 'node:timers/promises';

import type { OperatorCommand } from '@holdfast/testkit/model/operator-command';

import type { SoakWorld } from '../world/soak-world.ts';
import { operatorStatements } from './operator-statements.ts';

/** Maximum time that a transaction stays open beside the others. */
const maxOpenMs = 1500;

class RolledBack extends Error {}

/** Executes a command on the server: in one or two transactions, or in one that is held open for a while. */
export async function performOperatorCommand(world: SoakWorld, command: OperatorCommand): Promise<void> {
  const { kind, choices, text } = command;
  const userIds = [...new Set(world.replicas.map(({ agent }) => agent.userId))];
  const [first, second, third] = choices;
  const at = (choice: number) => userIds[Math.floor(choice * userIds.length)] ?? 0;
  const run = (statement: keyof typeof operatorStatements) =>
    world.inTenant((client) =>
      client.query(operatorStatements[statement](), [first, second, third, text, at(second), at(third)]),
    );
  switch (kind) {
    case 'assignAndBack':
      await run('assign');
      await run('assignBack');
      return;
    case 'assignOnward':
      await run('assign');
      await run('assignOther');
      return;
    case 'restored':
      return await world.restamp();
    case 'pruneTombstones':
      return await world.pruneTombstones();
    case 'lateCommit':
    case 'lateRollback':
      return await hold();
    default:
      await run(kind);
  }

  async function hold(): Promise<void> {
    const values = [first, second, third, text, at(second), at(third)];
    await world
      .inTenant(async (client) => {
        await client.query(operatorStatements.inbound(), values);
        await delay(third * maxOpenMs);
        if (kind === 'lateRollback') throw new RolledBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error;
      });
  }
}
