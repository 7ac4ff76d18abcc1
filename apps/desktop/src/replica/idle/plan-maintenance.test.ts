import { expect, it } from 'vitest';
import { planMaintenance } from './plan-maintenance.ts';
import type { DatabaseFacts, TableFacts } from './plan-maintenance.ts';

const mebibyte = 1024 * 1024;

function table(facts: Partial<TableFacts> & { readonly name: string }): TableFacts {
  return {
    liveRows: 1000,
    deadRows: 0,
    changedSinceAnalyze: 0,
    heapBytes: mebibyte,
    neededBytes: mebibyte,
    indexes: [],
    ...facts,
  };
}

function database(...tables: readonly TableFacts[]): DatabaseFacts {
  return { tables, logBytes: 0 };
}

it('plans nothing for a database without waste', () => {
  expect(planMaintenance(database(table({ name: 'messages' })), 'long')).toBeNull();
});

it('plans a checkpoint first, to shorten the recovery after a crash', () => {
  const worn = table({ name: 'messages', deadRows: 900 });
  expect(planMaintenance({ tables: [worn], logBytes: 20 * mebibyte }, 'short')).toBe('checkpoint');
});

it('plans nothing without idle time, except a checkpoint above 64 MiB of log', () => {
  const worn = table({ name: 'messages', deadRows: 900 });
  expect(planMaintenance({ tables: [worn], logBytes: 60 * mebibyte }, 'none')).toBeNull();
  expect(planMaintenance({ tables: [worn], logBytes: 65 * mebibyte }, 'none')).toBe('checkpoint');
});

it('truncates the undo journal and the outbox only when they are empty', () => {
  const worn = { liveRows: 0, heapBytes: 8192, deadRows: 10 };
  expect(planMaintenance(database(table({ name: 'undo_journal', ...worn })), 'short')).toBe(
    'truncate undo_journal',
  );
  expect(planMaintenance(database(table({ name: 'outbox', ...worn, liveRows: 1 })), 'short')).toBeNull();
  expect(planMaintenance(database(table({ name: 'messages', ...worn })), 'short')).toBeNull();
});

it('plans a vacuum for dead rows, and analyze after many changes', () => {
  expect(planMaintenance(database(table({ name: 'messages', deadRows: 151 })), 'short')).toBe(
    'vacuum messages',
  );
  expect(planMaintenance(database(table({ name: 'messages', changedSinceAnalyze: 701 })), 'short')).toBe(
    'analyze messages',
  );
});

it('rewrites tables and indexes only after a long idle time', () => {
  const bloated = table({ name: 'messages', heapBytes: 9 * mebibyte, neededBytes: 2 * mebibyte });
  const index = { name: 'messages_pkey', bytes: 9 * mebibyte, neededBytes: 2 * mebibyte };
  const withIndex = table({ name: 'messages', indexes: [index] });
  expect(planMaintenance(database(bloated), 'short')).toBeNull();
  expect(planMaintenance(database(bloated), 'long')).toBe('vacuum full messages');
  // Building the index of `message_words` would block for too long.
  expect(planMaintenance(database({ ...bloated, name: 'message_words' }), 'long')).toBeNull();
  expect(planMaintenance(database(withIndex), 'short')).toBeNull();
  expect(planMaintenance(database(withIndex), 'long')).toBe('reindex index messages_pkey');
});

it('plans nothing for an index whose needed size is unknown', () => {
  const index = { name: 'messages_words', bytes: 90 * mebibyte, neededBytes: null };
  expect(planMaintenance(database(table({ name: 'messages', indexes: [index] })), 'long')).toBeNull();
});
