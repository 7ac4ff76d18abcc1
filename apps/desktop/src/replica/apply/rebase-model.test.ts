import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Delta } from '@holdfast/schema/protocol/delta';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import { LocalReplica } from '../testing/local-replica.ts';
import { addTag, sendMessage, setStatus } from '../testing/test-actions.ts';
import {
  conversationRow,
  cursor,
  customerRow,
  delta,
  firstDelta,
  held,
  messageRow,
} from '../testing/test-rows.ts';
import type { Action } from '../mutate/run-mutations.ts';
import { undoOptimistic } from './optimistic.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

/** One replica whose agent acts, and one that only ever hears the server. */
let acting: LocalReplica;
let listening: LocalReplica;

beforeAll(async () => {
  acting = await LocalReplica.open();
  listening = await LocalReplica.open();
});
afterAll(async () => {
  await acting[Symbol.asyncDispose]();
  await listening[Symbol.asyncDispose]();
});

const conversation = fc.integer({ min: 1, max: 3 });
const command = fc.oneof(
  fc.record({ type: fc.constant('send' as const), conversation }),
  fc.record({ type: fc.constant('tag' as const), conversation }),
  fc.record({
    type: fc.constant('status' as const),
    conversation,
    status: fc.constantFrom('open', 'pending', 'resolved'),
  }),
  fc.record({ type: fc.constant('changed' as const), conversation, unread: fc.nat(9) }),
  fc.record({ type: fc.constant('said' as const), conversation }),
  fc.record({ type: fc.constant('removed' as const), conversation }),
  fc.record({ type: fc.constant('left' as const), conversation }),
  fc.record({ type: fc.constant('entered' as const), conversation }),
  fc.record({
    type: fc.constant('answered' as const),
    count: fc.integer({ min: 1, max: 3 }),
    refuse: fc.boolean(),
  }),
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

it('M4 undone of the agent, a replica equals the server at its cursor, whatever was done in whatever order', async () => {
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 15 }), async (commands) => {
      const world = new World();
      await startAnew();
      for (const each of commands) {
        done.set(each.type, (done.get(each.type) ?? 0) + 1);
        await world.carryOut(each);
      }
      expect(await undoneContents(acting)).toEqual(await listening.contents());
      expect(await acting.count(`outbox where state = 'queued'`)).toBe(
        acting.journal.state.pending.length - world.answered,
      );
    }),
    { numRuns: Number(process.env['HOLDFAST_PROPERTY_RUNS'] ?? 25) },
  );
  // The test is worth nothing if it did nothing.
  expect([...done.keys()].sort()).toEqual(
    ['answered', 'changed', 'entered', 'left', 'removed', 'said', 'send', 'status', 'tag'].sort(),
  );
});

/** Plays the server: gives both replicas the same deltas. */
class World {
  #position = 1;
  #nextMessageId = 5000;
  /** How many of the pending mutations have been answered. */
  answered = 0;

  async carryOut(command: Command): Promise<void> {
    switch (command.type) {
      case 'send':
        return await act(sendMessage(command.conversation, 'from the agent'));
      case 'tag':
        return await act(addTag(command.conversation, 5));
      case 'status':
        return await act(setStatus(command.conversation, command.status));
      case 'changed':
        if (!(await isHeld(command.conversation))) return;
        return await this.#tell({
          rows: { conversations: [conversationRow(command.conversation, { unread_count: command.unread })] },
        });
      case 'said':
        if (!(await isHeld(command.conversation))) return;
        return await this.#tell({
          rows: { messages: [messageRow(this.#nextMessageId++, command.conversation)] },
        });
      case 'removed': {
        const { conversation: conversationId } = command;
        return await this.#tell({
          removals: [
            { table: 'messages', rowId: 1000 + conversationId, conversationId },
            { table: 'conversation_tag', rowId: 5, conversationId },
          ],
        });
      }
      case 'left':
        return await this.#tell({ left: [command.conversation] });
      case 'entered': {
        const { conversation: id } = command;
        return await this.#tell({
          rows: {
            customers: [customerRow(100 + id, `Customer ${id}`)],
            conversations: [conversationRow(id)],
            messages: [messageRow(1000 + id, id)],
          },
          entered: [held(id)],
        });
      }
      case 'answered':
        return await this.#answer(command.count, command.refuse);
      default:
        command satisfies never;
    }
  }

  /** The server deals with the oldest pending mutations; of what it applies, it sends the rows. */
  async #answer(count: number, refuse: boolean): Promise<void> {
    const answered = acting.journal.state.pending.slice(this.answered, this.answered + count);
    this.answered += answered.length;
    const messages = answered.flatMap(({ name, args }) =>
      refuse || name !== 'sendMessage'
        ? []
        : [messageRow(Number(args['messageId']), Number(args['conversationId']))],
    );
    const present = await Promise.all(
      messages.map(async (row) => ((await isHeld(Number(row['conversation_id']))) ? [row] : [])),
    );
    await this.#tell({
      rows: { messages: present.flat() },
      results: answered.map(({ id, uuid, name }) => ({
        mutationId: id,
        uuid,
        name,
        outcome: refuse ? 'refused' : 'applied',
        code: refuse ? 'HF_FORBIDDEN' : null,
        details: {},
      })),
    });
  }

  async #tell(parts: Omit<Parameters<typeof delta>[0], 'from' | 'to'>): Promise<void> {
    const told: Delta = delta({ ...parts, from: cursor(this.#position), to: cursor(this.#position + 1) });
    this.#position += 1;
    await acting.apply(told);
    await listening.apply(told);
  }
}

/** Both begin with the same rows and nothing pending. */
async function startAnew(): Promise<void> {
  const through = acting.journal.state.nextMutationId - 1;
  await acting.journal.append([{ type: 'settled', through }]);
  for (const replica of [acting, listening]) {
    await replica.database.drizzle.execute(sql`update replica_state set cursor = null`);
    await replica.database.drizzle.execute(sql`delete from outbox`);
    await replica.apply(firstDelta([1, 2, 3]));
  }
}

/** What the replica refuses at once, because the conversation is not there, is no action. */
async function act(action: Action): Promise<void> {
  await acting.act(action).catch(() => undefined);
}

async function isHeld(conversationId: number): Promise<boolean> {
  return (await listening.count(`conversations where id = ${conversationId}`)) > 0;
}

/** The rows as they would be without the agent's pending actions; nothing is changed by looking. */
async function undoneContents(replica: LocalReplica): Promise<unknown> {
  const contents: Record<string, unknown> = {};
  await replica.database.drizzle
    .transaction(async (tx) => {
      await undoOptimistic(tx);
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
