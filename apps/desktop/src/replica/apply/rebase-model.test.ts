import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { prepareMutation } from '@holdfast/schema/mutators/registry';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { ReplicaTransaction } from '../database/replica-database.ts';
import type { JournaledMutation } from '../journal/journal-records.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { rebaseAction } from '@holdfast/testkit/replica/rebase-actions';
import { rebaseCommand } from '@holdfast/testkit/replica/rebase-commands';
import type { RebaseAgentCommand, RebaseServerCommand } from '@holdfast/testkit/replica/rebase-commands';
import { serverChange } from '@holdfast/testkit/replica/rebase-server';
import {
  agent,
  cannedResponseRow,
  cursor,
  delta,
  firstDelta,
  noteRow,
} from '@holdfast/testkit/replica/test-rows';
import { undoOptimistic } from './optimistic.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const seed = Number(process.env['HOLDFAST_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** `acting` has an agent who acts. `listening` only receives what the server sends. */
let acting: LocalReplica;
let listening: LocalReplica;

beforeAll(async () => {
  process.stdout.write(`rebase model: HOLDFAST_TEST_SEED=${seed}\n`);
  acting = await LocalReplica.open();
  listening = await LocalReplica.open();
});
afterAll(async () => {
  await acting[Symbol.asyncDispose]();
  await listening[Symbol.asyncDispose]();
});

it('M4 a replica always equals the server’s state at its cursor plus the pending mutations in order; after undo, that state alone', async () => {
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(rebaseCommand, { minLength: 8, maxLength: 24 }), async (commands) => {
      const world = new World();
      await resetReplicas();
      for (const command of commands) {
        const name = `${command.by} ${command.type}`;
        if (await world.carryOut(command)) done.set(name, (done.get(name) ?? 0) + 1);
        expect(await visible(acting)).toEqual(await stateWith(world.pending()));
      }
      expect(await undone(acting)).toEqual(await visible(listening));
    }),
    { seed, numRuns: Number(process.env['HOLDFAST_PROPERTY_RUNS'] ?? 15) },
  );
  // Fails if almost no command had an effect.
  expect([...done.keys()].length).toBeGreaterThan(24);
});

class World {
  #position = 2;
  /** Number of mutations of the acting replica's journal that have a result. */
  #answered = 0;

  pending(): readonly JournaledMutation[] {
    return acting.journal.state.pending.slice(this.#answered);
  }

  /** Returns false if the command had no effect. */
  async carryOut(command: RebaseAgentCommand | RebaseServerCommand): Promise<boolean> {
    if (command.by === 'agent') {
      // A mutation that the replica refuses locally has no effect.
      return await acting.act(await rebaseAction(command, acting)).then(
        () => true,
        () => false,
      );
    }
    const change = await serverChange(command, listening, this.pending());
    if (change === null) return false;
    const received = delta({ ...change, from: cursor(this.#position), to: cursor(this.#position + 1) });
    this.#position += 1;
    this.#answered += received.results.length;
    await acting.apply(received);
    await listening.apply(received);
    return true;
  }
}

/** Resets both replicas to the same rows, with nothing pending. */
async function resetReplicas(): Promise<void> {
  const through = acting.journal.state.nextMutationId - 1;
  await acting.journal.append([{ type: 'settled', through }]);
  const rows = {
    canned_responses: [cannedResponseRow(8, 1)],
    conversation_notes: [1, 2, 3].map((id) => noteRow(3000 + id, id, 'one')),
  };
  for (const replica of [acting, listening]) {
    await replica.database.drizzle.execute(sql`update replica_state set cursor = null`);
    await replica.database.drizzle.execute(sql`delete from outbox`);
    await replica.apply(firstDelta([1, 2, 3]));
    await replica.apply(delta({ from: cursor(1), to: cursor(2), rows }));
  }
}

/** The definition of rule M4: the server's state, with each pending mutation run over it in order. Changes nothing. */
async function stateWith(pending: readonly JournaledMutation[]): Promise<unknown> {
  return await readAfter(listening, async (tx) => {
    for (const mutation of pending) {
      const { composedAt } = mutation;
      await tx
        .transaction(async (savepoint) => {
          const context = { now: composedAt, composedAt, userId: agent.id };
          await prepareMutation(mutation).run(savepoint, context);
        })
        .catch(() => undefined);
    }
  });
}

function visible(replica: LocalReplica): Promise<unknown> {
  return readAfter(replica, () => Promise.resolve());
}

function undone(replica: LocalReplica): Promise<unknown> {
  return readAfter(replica, undoOptimistic);
}

/** Returns every row of every synced table after `change`, and rolls the change back. */
async function readAfter(
  replica: LocalReplica,
  change: (tx: ReplicaTransaction) => Promise<void>,
): Promise<unknown> {
  const contents: Record<string, unknown> = {};
  await replica.database.drizzle
    .transaction(async (tx) => {
      await change(tx);
      for (const { name, key } of syncedTables) {
        const { rows } = await tx.execute(
          sql.raw(`select to_json(t)::text as row from ${name} t order by ${key.join(', ')}`),
        );
        contents[name] = rows;
      }
      tx.rollback();
    })
    .catch(() => undefined);
  return contents;
}
