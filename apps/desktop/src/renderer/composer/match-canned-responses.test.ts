import { expect, test } from 'vitest';

import type { CannedResponse } from '../../contract/conversation.ts';
import { matchCannedResponses } from './match-canned-responses.ts';

test('an empty query returns all, the most used first', () => {
  const all = [
    response({ id: 1, title: 'A', usageCount: 1 }),
    response({ id: 2, title: 'B', usageCount: 9 }),
  ];
  expect(idsOf(matchCannedResponses(all, '', 'http'))).toEqual([2, 1]);
});

test('an exact shortcut ranks before longer ones, and titles rank after shortcuts', () => {
  const all = [
    response({ id: 1, shortcut: 'x', title: 'Refund started', usageCount: 99 }),
    response({ id: 2, shortcut: 'refunds', title: 'Y', usageCount: 99 }),
    response({ id: 3, shortcut: 'refund', title: 'Z', usageCount: 0 }),
  ];
  expect(idsOf(matchCannedResponses(all, 'refund', 'http'))).toEqual([3, 2, 1]);
});

test('case and accents are ignored', () => {
  const all = [response({ id: 1, shortcut: 'gruesse', title: 'Herzliche Grüße' })];
  expect(idsOf(matchCannedResponses(all, 'GRUSSE', 'http'))).toEqual([1]);
});

test('a response for other platforms is left out', () => {
  const all = [response({ id: 1, platforms: ['whatsapp'] }), response({ id: 2, platforms: ['http'] })];
  expect(idsOf(matchCannedResponses(all, '', 'http'))).toEqual([2]);
});

test('responses that do not match are left out', () => {
  expect(matchCannedResponses([response({ id: 1 })], 'zzz', 'http')).toEqual([]);
});

function idsOf(responses: readonly CannedResponse[]): number[] {
  return responses.map((each) => each.id);
}

function response(fields: Partial<CannedResponse> & { id: number }): CannedResponse {
  return {
    title: `Response ${fields.id}`,
    shortcut: `r${fields.id}`,
    content: 'Hello',
    category: null,
    isShared: true,
    platforms: [],
    usageCount: 0,
    lastUsedAt: null,
    ...fields,
  };
}
