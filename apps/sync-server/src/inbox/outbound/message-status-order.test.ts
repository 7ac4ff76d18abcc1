import { messageStatuses, type MessageStatus } from '@holdfast/schema/domain/message';
import { describe, expect, it } from 'vitest';
import { mayAdvance, statusesBefore } from './message-status-order.ts';

const allowed: Record<MessageStatus, MessageStatus[]> = {
  pending: ['sent', 'delivered', 'read', 'failed'],
  sent: ['delivered', 'read', 'failed'],
  delivered: ['read'],
  read: [],
  failed: [],
};

describe('mayAdvance', () => {
  for (const from of messageStatuses) {
    for (const to of messageStatuses) {
      it(`${from} → ${to} is ${allowed[from].includes(to) ? 'allowed' : 'ignored'}`, () => {
        expect(mayAdvance(from, to)).toBe(allowed[from].includes(to));
      });
    }
  }
});

describe('statusesBefore', () => {
  it('returns the statuses from which a status can be reached', () => {
    expect(statusesBefore('read')).toEqual(['pending', 'sent', 'delivered']);
    expect(statusesBefore('failed')).toEqual(['pending', 'sent']);
    expect(statusesBefore('pending')).toEqual([]);
  });
});
