import { afterEach, beforeEach, expect, it } from 'vitest';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { sendMessageAction } from '@holdfast/testkit/replica/test-actions';
import {
  attachmentRow,
  cursor,
  delta,
  firstDelta,
  held,
  messageRow,
} from '@holdfast/testkit/replica/test-rows';

let replica: LocalReplica;

beforeEach(async () => {
  replica = await LocalReplica.open();
  await replica.apply(firstDelta([1, 2]));
  await replica.apply(
    delta({
      from: cursor(1),
      to: cursor(2),
      rows: {
        messages: [3, 4, 5, 6].map((id) => messageRow(id, 1, { created_at: at(id) })),
        message_attachments: [attachmentRow(33, 1, 3), attachmentRow(66, 1, 6)],
      },
    }),
  );
});
afterEach(async () => {
  await replica[Symbol.asyncDispose]();
});

it('S1 when a window shrinks, the rows before its start are deleted in the same commit', async () => {
  await replica.apply(shrinkTo(5));
  expect(
    await replica.database.rows(`select id from messages where conversation_id = 1 order by id`),
  ).toEqual([{ id: 5 }, { id: 6 }, { id: 1001 }]);
  expect(await replica.database.rows(`select id from message_attachments`)).toEqual([{ id: 66 }]);
  expect(await replica.count(`messages where conversation_id = 2`)).toBe(1);
  expect(
    await replica.database.rows(
      `select window_from_id as id from held_conversations where conversation_id = 1`,
    ),
  ).toEqual([{ id: 5 }]);
});

it('S1 when a window grows, no row is deleted and queued mutations keep their effect', async () => {
  await replica.apply(shrinkTo(5));
  await replica.act(sendMessageAction(1, 'still there'));
  await replica.apply(
    delta({
      from: cursor(3),
      to: cursor(4),
      rows: { messages: [messageRow(4, 1, { created_at: at(4) })] },
      entered: [{ ...held(1), windowFrom: { createdAt: at(4), id: 4 } }],
    }),
  );
  expect(await replica.count(`messages where conversation_id = 1`)).toBe(5);
  expect(await replica.count('outbox')).toBe(1);
});

function shrinkTo(id: number) {
  return delta({
    from: cursor(2),
    to: cursor(3),
    entered: [{ ...held(1), windowFrom: { createdAt: at(id), id } }],
  });
}

function at(hour: number): string {
  return `2026-11-20T0${hour}:00:00.123456+00:00`;
}
