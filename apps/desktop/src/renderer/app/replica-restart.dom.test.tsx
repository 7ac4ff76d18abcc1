import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { openPort, renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';
import { serveReplica } from '../testing/serve-replica.ts';

const opened = { openConversations: { mine: 100 } };

test('after a restart of the replica the screen keeps its content and receives new data', async () => {
  const { replica, connection } = renderApp({ state: opened });
  await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' });
  const { port1, port2 } = openPort();
  connection.usePort(port1);
  expect(screen.getByRole('textbox', { name: 'Reply to Amira Haddad' })).toBeTruthy();
  serveReplica(port2, replica);
  replica.change((data) => ({
    ...data,
    conversations: data.conversations.map((conversation) =>
      conversation.id === 100
        ? { ...conversation, customer: { ...conversation.customer, name: 'Amira Weber' } }
        : conversation,
    ),
  }));
  expect(await screen.findByRole('textbox', { name: 'Reply to Amira Weber' })).toBeTruthy();
});

test('the first sync shows its progress, and rows as soon as they arrive', async () => {
  const data = sampleData();
  const { replica } = renderApp({
    data: {
      ...data,
      conversations: [],
      session: {
        ...data.session,
        connection: { kind: 'catching-up' },
        firstSync: { received: 1240, total: 10_000, ahead: null },
      },
    },
  });
  expect(await screen.findByText('1,240 of 10,000 conversations')).toBeTruthy();
  replica.change((current) => ({ ...current, conversations: data.conversations }));
  const list = await screen.findByRole('listbox', { name: 'Conversations: Mine' });
  expect(within(list).getAllByRole('option').length).toBeGreaterThan(3);
  expect(screen.getByText('1,240 of 10,000 conversations')).toBeTruthy();
});

test('D4 a first sync that waits shows the number of devices before it', async () => {
  const data = sampleData();
  const { replica } = renderApp({
    data: { ...data, session: { ...data.session, firstSync: { received: 0, total: null, ahead: 3 } } },
  });
  expect(await screen.findByText('Waiting for 3 other devices')).toBeTruthy();
  replica.change((current) => ({
    ...current,
    session: { ...current.session, firstSync: { received: 0, total: null, ahead: 1 } },
  }));
  expect(await screen.findByText('Waiting for 1 other device')).toBeTruthy();
});

test('D4 a conversation with only its header can be replied to, and its messages follow', async () => {
  const data = sampleData();
  const withScope = (scope: 'header' | 'mine') =>
    data.conversations.map((conversation) =>
      conversation.id === 100 ? { ...conversation, scope } : conversation,
    );
  const { replica } = renderApp({ data: { ...data, conversations: withScope('header') }, state: opened });
  expect(await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' })).toBeTruthy();
  expect(screen.getByText('Loading messages')).toBeTruthy();
  expect(screen.queryByRole('log', { name: 'Messages with Amira Haddad' })).toBeNull();
  replica.change((current) => ({ ...current, conversations: withScope('mine') }));
  expect(await screen.findByRole('log', { name: 'Messages with Amira Haddad' })).toBeTruthy();
  expect(screen.queryByText('Loading messages')).toBeNull();
});

test('Enter moves into the messages, Escape back to the list', async () => {
  const { user } = renderApp({ state: opened });
  await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' });
  await user.keyboard('{Enter}');
  const timeline = screen.getByRole('log', { name: 'Messages with Amira Haddad' });
  await waitFor(() => expect(document.activeElement).toBe(timeline));
  await user.keyboard('{Escape}');
  const list = screen.getByRole('listbox', { name: 'Conversations: Mine' });
  await waitFor(() => expect(document.activeElement).toBe(list));
  expect(list.getAttribute('aria-activedescendant')).toBe('conversation-100');
});
