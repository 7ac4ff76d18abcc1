import { expect, test } from 'vitest';

import { DigestReportCollector } from './digest-report-collector.ts';

function part(ids: readonly number[], isLast: boolean) {
  return {
    sessionId: 'one',
    oldestPendingMutationId: 7,
    conversations: ids.map((conversationId) => ({
      conversationId,
      scope: 'mine' as const,
      windowFrom: null,
      rows: 1,
      hash: '1',
    })),
    tables: isLast ? [{ table: 'users' as const, rows: 1, hash: '1' }] : [],
    isLast,
  };
}

test('E4 a report is complete with its last part, and parts of an earlier report do not count', () => {
  const exchange = new DigestReportCollector();
  exchange.begin();
  expect(exchange.add(part([1, 2], false))).toBeNull();
  exchange.begin();
  expect(exchange.add(part([3], false))).toBeNull();
  expect(exchange.isWaiting).toBe(true);
  const report = exchange.add(part([4], true));
  expect([...(report?.conversations.keys() ?? [])]).toEqual([3, 4]);
  expect(report).toMatchObject({ oldestPendingMutationId: 7, tables: [{ table: 'users' }] });
  expect(exchange.isWaiting).toBe(false);
});

test('E4 digests that were not requested, and more than a replica may hold, are refused', () => {
  const exchange = new DigestReportCollector();
  const refusal = expect.objectContaining({ code: 'HF_INVALID_INPUT' });
  expect(() => exchange.add(part([1], true))).toThrow(refusal);
  exchange.begin();
  const many = Array.from({ length: 60_000 }, (_, index) => index + 1);
  exchange.add(part(many, false));
  expect(() => exchange.add(part(many, false))).toThrow(refusal);
});
