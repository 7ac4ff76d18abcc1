import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conversationStatuses } from '../domain/conversation.ts';
import {
  cannedResponseOwnerSql,
  maySeeCannedResponse,
  visibleCannedResponseSql,
} from './canned-response-scope.ts';
import { allowedScope, mineSql, queueSql } from './conversation-scope.ts';

const userId = 1;

let database: PGlite;
beforeAll(async () => {
  database = await PGlite.create();
});
afterAll(() => database.close());

test('S1, S2 SQL and TypeScript allow the same scope for every assignee and status', async () => {
  const { rows } = await database.query<{
    assignedTo: number | null;
    status: (typeof conversationStatuses)[number];
    mine: boolean;
    queue: boolean;
  }>(
    `select c.assigned_to as "assignedTo", c.status,
       coalesce(${mineSql('c', '$1')}, false) as mine, coalesce(${queueSql('c')}, false) as queue
     from (select * from unnest(array[1, 2, null]) assigned_to, unnest($2::text[]) status) c`,
    [userId, [...conversationStatuses]],
  );
  const scopes = rows.map(({ mine, queue }) => (mine ? 'mine' : queue ? 'queue' : null));
  expect(scopes).toHaveLength(3 * conversationStatuses.length);
  expect(scopes).toEqual(rows.map((conversation) => allowedScope(userId, conversation)));
  expect(new Set(scopes)).toEqual(new Set(['mine', 'queue', null]));
});

test('S3 a canned response is visible to its owner, or to all users if it has none', async () => {
  const { rows } = await database.query<{ visible: boolean; owner: number | null }>(
    `select ${visibleCannedResponseSql('r', '$1')} as visible, ${cannedResponseOwnerSql('r')} as owner
     from (select * from unnest(array[1, 2, null]) user_id, unnest(array[true, false]) is_shared) r`,
    [userId],
  );
  const visible = rows.map((row) => row.visible);
  expect(visible).toEqual(rows.map(({ owner }) => maySeeCannedResponse(userId, owner)));
  expect(visible.filter((isVisible) => !isVisible)).toHaveLength(1);
});
