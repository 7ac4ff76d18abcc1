import { describe, expect, it } from 'vitest';
import { routeInboundMessage } from './route-inbound-message.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-03-01T12:00:00Z');

describe('routeInboundMessage', () => {
  it('opens a conversation for a first message', () => {
    expect(routeInboundMessage(undefined, HOUR, now)).toEqual({ kind: 'open' });
  });

  it.each(['new', 'open', 'pending'] as const)('appends to one that is %s', (status) => {
    expect(routeInboundMessage({ id: 7, status, resolvedAt: null }, HOUR, now)).toEqual({
      kind: 'append',
      conversationId: 7,
    });
  });

  it('reopens one that was resolved within the setting', () => {
    const latest = { id: 7, status: 'resolved', resolvedAt: now - HOUR } as const;
    expect(routeInboundMessage(latest, HOUR, now)).toEqual({ kind: 'reopen', conversationId: 7 });
  });

  it('opens a new one when the last was resolved longer ago, or was archived', () => {
    const resolved = { id: 7, status: 'resolved', resolvedAt: now - HOUR - 1 } as const;
    expect(routeInboundMessage(resolved, HOUR, now)).toEqual({ kind: 'open' });
    expect(routeInboundMessage({ ...resolved, resolvedAt: null }, HOUR, now)).toEqual({ kind: 'open' });
    const archived = { id: 7, status: 'archived', resolvedAt: now } as const;
    expect(routeInboundMessage(archived, HOUR, now)).toEqual({ kind: 'open' });
  });
});
