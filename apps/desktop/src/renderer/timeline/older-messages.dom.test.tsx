import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import type { TimelineMessage } from '../../contract/timeline.ts';
import { renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';

const opened = { openConversations: { mine: 100 } };

function older(count: number): readonly TimelineMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'message',
    key: `message:old-${index}`,
    id: 700_000 + index,
    createdAt: new Date(Date.UTC(2026, 9, 1, 8, index)).toISOString(),
    direction: 'inbound',
    senderType: 'customer',
    sender: null,
    type: 'text',
    text: `older message ${index}`,
    status: 'delivered',
    queued: false,
    mutationId: null,
    statusAt: null,
    errorMessage: null,
    composedAt: null,
    attachments: [],
  }));
}

test('S1 scrolling to the top requests the next older messages once and shows them when they arrive', async () => {
  const data = { ...sampleData(), olderOnServer: { 100: older(3) } };
  const { replica } = renderApp({ data, state: opened });
  await scrollToTop();
  expect(await screen.findByText('Loading older messages…')).toBeTruthy();
  await waitFor(() => expect(countRequests(replica)).toBe(1));
  replica.bringOlder(100, 2);
  expect(await screen.findByText('older message 1')).toBeTruthy();
  // The server has more, which are requested next.
  await waitFor(() => expect(countRequests(replica)).toBe(2));
  replica.bringOlder(100);
  expect(await screen.findByText('older message 0')).toBeTruthy();
  await waitFor(() => expect(screen.queryByText('Loading older messages…')).toBeNull());
  expect(countRequests(replica)).toBe(2);
});

test('S1 without a connection a line says that older messages need one, and with a connection they are requested', async () => {
  const data = sampleData();
  const offline = { kind: 'offline', since: '2026-11-22T10:00:00.000Z', nextAttemptAt: null } as const;
  const { replica } = renderApp({
    data: { ...data, olderOnServer: { 100: older(1) }, session: { ...data.session, connection: offline } },
    state: opened,
  });
  await scrollToTop();
  expect(await screen.findByText('Connect to load older messages')).toBeTruthy();
  expect(countRequests(replica)).toBe(0);
  replica.change((now) => ({ ...now, session: { ...now.session, connection: { kind: 'live' } } }));
  await waitFor(() => expect(countRequests(replica)).toBe(1));
});

test('S1 a conversation that is complete on the device requests nothing', async () => {
  const { replica } = renderApp({ state: opened });
  await scrollToTop();
  expect(countRequests(replica)).toBe(0);
  expect(screen.queryByText('Loading older messages…')).toBeNull();
});

async function scrollToTop(): Promise<void> {
  const log = await screen.findByRole('log', { name: 'Messages with Amira Haddad' });
  await waitFor(() => expect(log.querySelector('[data-index]')).toBeTruthy());
  log.scrollTop = 0;
  fireEvent.scroll(log);
}

function countRequests(replica: ReturnType<typeof renderApp>['replica']): number {
  return replica.calls.filter(({ name }) => name === 'fetchOlder').length;
}
