import { expect, test } from 'vitest';

import { examineImage } from './examine-image.ts';
import type { ReplicaImage } from './replica-image.ts';
import { RowHistory } from './row-history.ts';
import type { RowVersion } from './row-history.ts';
import { SnapshotView } from './snapshot-view.ts';

const ada = 1;
const cursorAt = (snapshot: string, life = 7) => ({ epoch: `1.1.1.${life}`, snapshot });
const text = (values: object) => JSON.stringify(values);
const conversation = (id: number, assignedTo: number | null, status = 'open') =>
  text({ id, assigned_to: assignedTo, status, customer_id: 100 + id });
const message = (id: number, conversationId: number, second: number) =>
  text({ id, conversation_id: conversationId, created_at: `2026-01-01T00:00:0${second}.5+00:00` });

function version(transaction: number, table: string, key: number, image: string | null): RowVersion {
  return { transaction: String(transaction), life: '7', table, key: String(key), image };
}

/**
 * Conversation 1 is assigned to Ada and has two messages; 2 is assigned to another agent. Transaction 20 reassigns 1,
 * transaction 21 deletes a message.
 */
function history(): RowHistory {
  const known = new RowHistory();
  known.add([
    version(10, 'customers', 101, text({ id: 101 })),
    version(10, 'customers', 102, text({ id: 102 })),
    version(10, 'conversations', 1, conversation(1, ada)),
    version(10, 'conversations', 2, conversation(2, 2)),
    version(10, 'messages', 5, message(5, 1, 1)),
    version(11, 'messages', 6, message(6, 1, 2)),
    version(20, 'conversations', 1, conversation(1, 2)),
    version(21, 'messages', 5, null),
  ]);
  return known;
}

function image(snapshot: string, part: Partial<ReplicaImage>): ReplicaImage {
  const cursor = cursorAt(snapshot);
  return { replica: 'r', userId: ada, cursor, held: [], rows: [], queued: [], remaining: 0, ...part };
}

const held = [{ conversationId: 1, scope: 'mine' as const, windowFrom: null }];
const rows = [
  { table: 'customers', key: '101', image: text({ id: 101 }) },
  { table: 'conversations', key: '1', image: conversation(1, ada) },
  { table: 'messages', key: '5', image: message(5, 1, 1) },
  { table: 'messages', key: '6', image: message(6, 1, 2) },
];

test('E2 a snapshot sees transactions below its upper bound that were not in progress', () => {
  const view = new SnapshotView(cursorAt('10:20:12,15'));
  expect([9n, 12n, 15n, 19n, 20n].map((id) => view.sees({ life: 7n, id }))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
  expect(view.includes(new SnapshotView(cursorAt('10:18:12,15')))).toBe(true);
  expect(view.includes(new SnapshotView(cursorAt('10:18:15')))).toBe(false);
  expect(view.includes(new SnapshotView(cursorAt('20:21:')))).toBe(false);
});

test('E1 a snapshot sees earlier lives of Postgres and no later one, although a crash lets ids be assigned again', () => {
  const before = new SnapshotView(cursorAt('20:20:', 7));
  const after = new SnapshotView(cursorAt('10:12:', 8));
  expect([before, after].map((view) => view.sees({ life: 7n, id: 15n }))).toEqual([true, true]);
  expect([before, after].map((view) => view.sees({ life: 8n, id: 11n }))).toEqual([false, true]);
  expect([after.includes(before), before.includes(after)]).toEqual([true, false]);
});

test('E3 a replica is compared with the rows at its own snapshot, not with later ones', () => {
  expect(examineImage(image('20:20:', { held, rows }), history())).toEqual([]);
  // Between the two later transactions: the message is deleted, the conversation is still assigned to Ada.
  const between = image('20:22:20', { held, rows: rows.filter(({ key }) => key !== '5') });
  expect(examineImage(between, history())).toEqual([]);
  expect(examineImage(image('22:22:', {}), history())).toEqual([]);
});

test('S4 rows of a reassigned conversation are found, and so are missing, changed and surplus rows', () => {
  const about = (changed: Partial<ReplicaImage>, snapshot = '20:20:') =>
    examineImage(image(snapshot, { held, rows, ...changed }), history()).map(({ invariant }) => invariant);
  expect(about({}, '22:22:')).toContain(4);
  expect(about({ rows: rows.slice(0, 3) })).toEqual([1]);
  expect(about({ rows: [...rows.slice(0, 3), { table: 'messages', key: '6', image: '{}' }] })).toEqual([2]);
  expect(about({ rows: [...rows, { table: 'messages', key: '7', image: message(7, 1, 3) }] })).toEqual([2]);
  expect(about({ held: [], rows: [] })).toEqual([1]);
  expect(about({ held: [], rows: [], remaining: 1 })).toEqual([]);
});

test('S1 messages before the window are not expected', () => {
  const windowFrom = { createdAt: '2026-01-01T00:00:02.500000+00:00', id: 6 };
  const windowed = [{ conversationId: 1, scope: 'mine' as const, windowFrom }];
  const without = rows.filter(({ key }) => key !== '5');
  expect(examineImage(image('20:20:', { held: windowed, rows: without }), history())).toEqual([]);
});

test('M3 a queued write that is not visible, or that arrived without its result, is found', () => {
  const queued = (key: string, isVisible: boolean) => [
    { name: 'sendMessage', uuid: 'u', made: { table: 'messages', key, conversationId: 1 }, isVisible },
  ];
  const about = (part: Partial<ReplicaImage>) =>
    examineImage(image('20:20:', { held, rows, ...part }), history()).map(({ invariant }) => invariant);
  expect(about({ queued: queued('9', true) })).toEqual([]);
  expect(about({ queued: queued('9', false) })).toEqual([6]);
  expect(about({ queued: queued('6', true) })).toEqual([6]);
});
