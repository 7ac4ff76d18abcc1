import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minWindowSize, windowSize } from '@holdfast/schema/domain/scope';
import { historyBytes, storageLimitsFor, planEviction } from './plan-eviction.ts';
import type { HeldWindow, StorageFacts } from './plan-eviction.ts';

const limits = { totalBytes: 1_000_000, historyBytes: 200_000, attachmentBytes: 300_000 };

function facts(windows: readonly HeldWindow[], sizes: Partial<StorageFacts> = {}): StorageFacts {
  return { databaseBytes: 500_000, attachmentBytes: 100_000, bytesPerMessage: 100, windows, ...sizes };
}

const opened = (conversationId: number, messages: number, openedAt = conversationId) => ({
  conversationId,
  messages,
  openedAt,
});

it('evicts nothing within the limits', () => {
  expect(planEviction(facts([opened(1, 2000)]), limits)).toEqual({ windows: [], attachmentBytes: 300_000 });
});

it('evicts older history, least recently opened first, until history is within its own limit', () => {
  const windows = [opened(3, 1500), opened(1, 1500), opened(2, 1500), opened(4, 500)];
  expect(planEviction(facts(windows), limits).windows).toEqual([{ conversationId: 1, messages: windowSize }]);
});

it('evicts older history before attachments, and attachments before windows', () => {
  const windows = [opened(1, 1500), opened(2, 600), opened(3, 500)];
  const history = planEviction(facts(windows, { databaseBytes: 950_000 }), limits);
  expect(history).toEqual({
    windows: [{ conversationId: 1, messages: windowSize }],
    attachmentBytes: 150_000,
  });

  const attachments = planEviction(
    facts(windows, { databaseBytes: 1_110_000, attachmentBytes: 300_000 }),
    limits,
  );
  expect(attachments).toEqual({
    windows: [
      { conversationId: 1, messages: windowSize },
      { conversationId: 2, messages: windowSize },
    ],
    attachmentBytes: 0,
  });

  const all = planEviction(facts(windows, { databaseBytes: 1_190_000 }), limits);
  expect(all.windows).toEqual([
    { conversationId: 1, messages: minWindowSize },
    { conversationId: 2, messages: minWindowSize },
  ]);
  expect(all.attachmentBytes).toBe(0);
});

it('never plans more messages than are held nor fewer than the minimum window, and frees enough if possible', () => {
  const window = fc.record({
    conversationId: fc.integer({ min: 1, max: 1_000_000 }),
    messages: fc.integer({ min: 0, max: 5000 }),
    openedAt: fc.nat(100),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(window, { selector: ({ conversationId }) => conversationId, maxLength: 30 }),
      fc.nat(3_000_000),
      fc.nat(1_000_000),
      (windows, databaseBytes, attachmentBytes) => {
        const now = facts(windows, { databaseBytes, attachmentBytes });
        const relief = planEviction(now, limits);
        const after = windows.map((held) => ({
          ...held,
          messages:
            relief.windows.find(({ conversationId }) => conversationId === held.conversationId)?.messages ??
            held.messages,
        }));
        for (const [index, { messages }] of after.entries()) {
          expect(messages).toBeLessThanOrEqual(windows[index]?.messages ?? 0);
          expect(messages).toBeGreaterThanOrEqual(Math.min(windows[index]?.messages ?? 0, minWindowSize));
        }
        expect(historyBytes(facts(after))).toBeLessThanOrEqual(limits.historyBytes);
        const freed =
          windows.reduce((sum, { messages }, index) => sum + messages - (after[index]?.messages ?? 0), 0) *
          100;
        const left = databaseBytes - freed + Math.min(attachmentBytes, relief.attachmentBytes);
        const isAllGone =
          after.every(({ messages }) => messages <= minWindowSize) && relief.attachmentBytes === 0;
        expect(left <= limits.totalBytes || isAllGone).toBe(true);
      },
    ),
  );
});

it('divides the agent’s limit between the parts', () => {
  const { totalBytes, historyBytes: history, attachmentBytes } = storageLimitsFor(2 ** 31);
  expect([totalBytes, history, attachmentBytes]).toEqual([2 ** 31, 2 ** 29, 2 ** 29]);
});
