import { describe, expect, it } from 'vitest';
import { routeInboundMessage } from './route-inbound-message.ts';

const hourMs = 3_600_000;
const now = Date.parse('2026-03-01T12:00:00Z');

describe('routeInboundMessage', () => {
  it('opens a conversation for a first message of a contact', () => {
    expect(routeInboundMessage(undefined, hourMs, now)).toEqual({ kind: 'open' });
  });

  it.each(['new', 'open', 'pending'] as const)('appends to a conversation with status %s', (status) => {
    expect(routeInboundMessage({ id: 7, status, resolvedAt: null }, hourMs, now)).toEqual({
      kind: 'append',
      conversationId: 7,
    });
  });

  it('reopens a conversation that was resolved within the configured time', () => {
    const latest = { id: 7, status: 'resolved', resolvedAt: now - hourMs } as const;
    expect(routeInboundMessage(latest, hourMs, now)).toEqual({ kind: 'reopen', conversationId: 7 });
  });

  it('opens a new conversation when the last one was resolved earlier or is archived', () => {
    const resolved = { id: 7, status: 'resolved', resolvedAt: now - hourMs - 1 } as const;
    expect(routeInboundMessage(resolved, hourMs, now)).toEqual({ kind: 'open' });
    expect(routeInboundMessage({ ...resolved, resolvedAt: null }, hourMs, now)).toEqual({ kind: 'open' });
    const archived = { id: 7, status: 'archived', resolvedAt: now } as const;
    expect(routeInboundMessage(archived, hourMs, now)).toEqual({ kind: 'open' });
  });
});
