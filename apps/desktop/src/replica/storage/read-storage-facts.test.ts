import { join } from 'node:path';
import { expect, it } from 'vitest';
import { History } from '../history/history.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { firstDelta } from '@holdfast/testkit/replica/test-rows';
import { historyBytes, planEviction } from './plan-eviction.ts';
import { readStorageFacts } from './read-storage-facts.ts';

it('S1 fetched history of the least recently opened conversation is evicted first', async () => {
  await using replica = await LocalReplica.open();
  await replica.apply(firstDelta([1, 2, 3]));
  await replica.database.rows(`set session_replication_role = replica`);
  await replica.database
    .rows(`insert into messages (id, conversation_id, direction, type, content, sender_type, status,
      metadata, created_at, updated_at, row_xid)
    select 10000 + g, 1 + g % 3, 'inbound', 'text', repeat('word ', 12), 'customer', 'delivered', '{}', now(), now(), '5'::xid8
    from generate_series(1, 3000) g`);
  await replica.database.rows('analyze messages');
  let hour = 0;
  const requests: unknown[] = [];
  const history = new History({
    database: replica.database,
    requestWindow: (request) => Promise.resolve(requests.push(request) > 0),
    now: () => new Date(Date.UTC(2026, 10, 22, (hour += 1))),
  });
  for (const id of [2, 3, 1, 2]) await history.noteOpened(id);

  const facts = await readStorageFacts({
    database: replica.database,
    databaseDirectory: join(replica.directory, 'replica'),
    attachmentDirectory: join(replica.directory, 'attachments'),
  });
  expect(new Map(facts.windows.map((held) => [held.conversationId, held.messages]))).toEqual(
    new Map([
      [1, 1001],
      [2, 1001],
      [3, 1001],
    ]),
  );
  expect(facts.bytesPerMessage).toBeGreaterThan(100);
  expect(facts.bytesPerMessage).toBeLessThan(600);
  const limits = { totalBytes: 2 ** 31, historyBytes: historyBytes(facts) * 0.6, attachmentBytes: 2 ** 29 };
  // Opened in the order 3, 1, 2.
  expect(planEviction(facts, limits).windows.map(({ conversationId }) => conversationId)).toEqual([3, 1]);

  // Everything is held, so nothing is requested.
  expect(await history.fetchOlder(1)).toBe(false);
  expect(requests).toEqual([]);
});
