import { expect, test } from 'vitest';

import type { TimelineEvent, TimelineMessage } from '../../contract/timeline.ts';
import { buildRows, firstUnread } from './build-rows.ts';

const options = { unreadFrom: null, dayOf: (at: string) => at.slice(0, 10) };

test('each day begins with one divider', () => {
  const rows = buildRows(
    [
      message(1, '2026-11-20T10:00:00Z'),
      message(2, '2026-11-20T18:00:00Z'),
      message(3, '2026-11-21T09:00:00Z'),
    ],
    options,
  );
  expect(rows.map((row) => row.key)).toEqual([
    'day:2026-11-20',
    'message:1',
    'message:2',
    'day:2026-11-21',
    'message:3',
  ]);
});

test('messages of one person within five minutes form a group', () => {
  const rows = buildRows(
    [
      message(1, '2026-11-20T10:00:00Z'),
      message(2, '2026-11-20T10:01:00Z'),
      message(3, '2026-11-20T10:02:00Z'),
      message(4, '2026-11-20T10:20:00Z'),
    ],
    options,
  );
  expect(places(rows)).toEqual(['first', 'middle', 'last', 'single']);
});

test('a reply, an event and a failed message separate groups', () => {
  const rows = buildRows(
    [
      message(1, '2026-11-20T10:00:00Z'),
      message(2, '2026-11-20T10:01:00Z', { direction: 'outbound' }),
      message(3, '2026-11-20T10:01:30Z', { direction: 'outbound', status: 'failed' }),
      event('2026-11-20T10:01:40Z'),
      message(4, '2026-11-20T10:02:00Z'),
    ],
    options,
  );
  expect(places(rows)).toEqual(['single', 'single', 'single', 'single', 'single']);
});

test('the first unread message of the customer gets a divider and starts a group', () => {
  const items = [
    message(1, '2026-11-20T10:00:00Z'),
    message(2, '2026-11-20T10:00:30Z', { direction: 'outbound' }),
    message(3, '2026-11-20T10:01:00Z'),
    message(4, '2026-11-20T10:01:30Z'),
  ];
  const unreadFrom = firstUnread(items, '2026-11-20T10:00:10Z');
  expect(unreadFrom).toBe('message:3');
  const rows = buildRows(items, { ...options, unreadFrom });
  expect(rows.map((row) => row.key)).toEqual([
    'day:2026-11-20',
    'message:1',
    'message:2',
    'unread',
    'message:3',
    'message:4',
  ]);
});

test('a conversation that is read has no first unread message', () => {
  expect(firstUnread([message(1, '2026-11-20T10:00:00Z')], '2026-11-20T10:00:00Z')).toBeNull();
});

function places(rows: ReturnType<typeof buildRows>): string[] {
  return rows.flatMap((row) => (row.kind === 'item' ? [row.place] : []));
}

function message(id: number, createdAt: string, fields: Partial<TimelineMessage> = {}): TimelineMessage {
  return {
    kind: 'message',
    key: `message:${id}`,
    id,
    createdAt,
    direction: 'inbound',
    senderType: 'customer',
    sender: { id: 1, name: 'Amira', avatarUrl: null },
    type: 'text',
    text: 'Hello',
    status: 'sent',
    queued: false,
    mutationId: null,
    statusAt: null,
    errorMessage: null,
    composedAt: null,
    attachments: [],
    ...fields,
  };
}

function event(createdAt: string): TimelineEvent {
  return { kind: 'event', key: `event:${createdAt}`, createdAt, event: { type: 'opened' } };
}
