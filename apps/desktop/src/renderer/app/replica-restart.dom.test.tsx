import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { openPort, renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';
import { servePort } from '../testing/serve-port.ts';

const opened = { openConversations: { mine: 100 } };

test('a replica that was restarted is read on; what was on screen stays meanwhile', async () => {
  const { replica, connection } = renderApp({ state: opened });
  await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' });
  const { port1, port2 } = openPort();
  connection.usePort(port1);
  expect(screen.getByRole('textbox', { name: 'Reply to Amira Haddad' })).toBeTruthy();
  servePort(port2, replica);
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

test('the very first sync says how far it is, and shows rows as soon as there are some', async () => {
  const data = sampleData();
  const { replica } = renderApp({
    data: {
      ...data,
      conversations: [],
      session: {
        ...data.session,
        connection: { kind: 'catching-up' },
        firstSync: { received: 12_400, total: 200_000 },
      },
    },
  });
  expect(await screen.findByText('12,400 of 200,000 rows')).toBeTruthy();
  replica.change((current) => ({ ...current, conversations: data.conversations }));
  const list = await screen.findByRole('listbox', { name: 'Conversations: Mine' });
  expect(within(list).getAllByRole('option').length).toBeGreaterThan(3);
  expect(screen.getByText('12,400 of 200,000 rows')).toBeTruthy();
});

test('Enter leads into the messages, Escape back to the list', async () => {
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
