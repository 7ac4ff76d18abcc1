import { expect, test } from 'vitest';

import type { InboxRow } from '../../contract/inbox.ts';
import { rowPill, slaPill } from './row-pill.ts';
import type { PillContext } from './row-pill.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const context: PillContext = {
  now,
  text: (id, values) => (values?.['span'] === undefined ? id : `${id} ${String(values['span'])}`),
  times: {
    short: (at) => at,
    clock: (at) => at,
    full: (at) => at,
    day: (at) => at,
    span: (milliseconds) => `${Math.round(milliseconds / 60_000)}m`,
  },
};

test('a row without a noteworthy state has no pill', () => {
  expect(rowPill(row({}), false, context)).toBeUndefined();
});

test('states that need the agent rank before other states', () => {
  const busy = { hasDraft: true, queuedCount: 2, sla: due(-5, true) };
  expect(rowPill(row({ ...busy, refusedCount: 1 }), false, context)?.kind).toBe('failed');
  expect(rowPill(row(busy), false, context)?.kind).toBe('sla-breached');
  expect(rowPill(row({ ...busy, sla: null }), false, context)?.kind).toBe('draft');
  expect(rowPill(row({ ...busy, sla: null }), true, context)?.kind).toBe('queued');
});

test('a deadline is shown within its last hour, amber within the last 15 minutes, red when it has passed', () => {
  expect(rowPill(row({ sla: due(61) }), false, context)).toBeUndefined();
  expect(rowPill(row({ sla: due(59) }), false, context)?.kind).toBe('sla');
  expect(rowPill(row({ sla: due(15) }), false, context)?.kind).toBe('sla-soon');
  expect(slaPill(due(-12), context)).toMatchObject({ kind: 'sla-breached', label: 'sla.late 12m' });
});

test('a snoozed row shows the end of the snooze', () => {
  const until = new Date(now + 3_600_000).toISOString();
  expect(rowPill(row({ snoozedUntil: until }), false, context)).toMatchObject({
    kind: 'snoozed',
    label: until,
  });
});

function due(minutes: number, breached = false): NonNullable<InboxRow['sla']> {
  return { kind: 'first_response', dueAt: new Date(now + minutes * 60_000).toISOString(), breached };
}

function row(fields: Partial<InboxRow>): InboxRow {
  return {
    id: 1,
    customer: { id: 1, name: 'Amira', avatarUrl: null },
    channel: { id: 1, name: 'Shop', platform: 'http' },
    status: 'open',
    priority: 'none',
    assignedTo: 1,
    lastMessageAt: null,
    lastMessagePreview: null,
    lastMessageDirection: null,
    unreadCount: 0,
    snoozedUntil: null,
    tags: [],
    sla: null,
    hasDraft: false,
    queuedCount: 0,
    refusedCount: 0,
    ...fields,
  };
}
