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
import type { AgentCommand, ServerCommand } from '@holdfast/testkit/replica/rebase-commands';
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

const seed = Number(process.env['HOLDFAST_PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** One replica whose agent acts, and one that only ever hears the server. */
let acting: LocalReplica;
let listening: LocalReplica;

beforeAll(async () => {
  process.stdout.write(`rebase model: HOLDFAST_PROPERTY_SEED=${seed}\n`);
  acting = await LocalReplica.open();
  listening = await LocalReplica.open();
});
afterAll(async () => {
  await acting[Symbol.asyncDispose]();
  await listening[Symbol.asyncDispose]();
});

it('M4 a replica always shows the server’s state at its cursor plus what is pending, in order; undone, that state alone', async () => {
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(rebaseCommand, { minLength: 8, maxLength: 24 }), async (commands) => {
      const world = new World();
      await startAnew();
      for (const command of commands) {
        const name = `${command.by} ${command.type}`;
        if (await world.carryOut(command)) done.set(name, (done.get(name) ?? 0) + 1);
        expect(await visible(acting)).toEqual(await stateWith(world.pending()));
      }
      expect(await undone(acting)).toEqual(await visible(listening));
    }),
    { seed, numRuns: Number(process.env['HOLDFAST_PROPERTY_RUNS'] ?? 15) },
  );
  // The test is worth nothing if it did nothing.
  expect([...done.keys()].length).toBeGreaterThan(24);
});

class World {
  #position = 2;
  /** How many of the pending mutations have been answered. */
  #answered = 0;

  pending(): readonly JournaledMutation[] {
    return acting.journal.state.pending.slice(this.#answered);
  }

  /** Whether anything came of it. */
  async carryOut(command: AgentCommand | ServerCommand): Promise<boolean> {
    if (command.by === 'agent') {
      // What the replica refuses at once is no action.
      return await acting.act(await rebaseAction(command, acting)).then(
        () => true,
        () => false,
      );
    }
    const change = await serverChange(command, listening, this.pending());
    if (change === null) return false;
    const told = delta({ ...change, from: cursor(this.#position), to: cursor(this.#position + 1) });
    this.#position += 1;
    this.#answered += told.results.length;
    await acting.apply(told);
    await listening.apply(told);
    return true;
  }
}

/** Both begin with the same rows and nothing pending. */
async function startAnew(): Promise<void> {
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

/** The definition: the server's state, with each pending mutation run over it in order. Nothing is changed by looking. */
async function stateWith(pending: readonly JournaledMutation[]): Promise<unknown> {
  return await lookAt(listening, async (tx) => {
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
  return lookAt(replica, () => Promise.resolve());
}

function undone(replica: LocalReplica): Promise<unknown> {
  return lookAt(replica, undoOptimistic);
}

/** Every row of every synced table after `change`, which is undone again. */
async function lookAt(
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
