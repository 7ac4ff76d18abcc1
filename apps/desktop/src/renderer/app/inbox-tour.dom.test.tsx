import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';

const opened = { openConversations: { mine: 100, queue: 107 } };

test('j and k move through the list and show each conversation at once', async () => {
  const { user } = renderApp();
  await screen.findByRole('listbox', { name: 'Conversations: Mine' });
  await user.keyboard('j');
  expect(await screen.findByRole('heading', { level: 2, name: 'Amira Haddad' })).toBeTruthy();
  await user.keyboard('j');
  expect(await screen.findByRole('textbox', { name: 'Reply to Jürgen Großmann' })).toBeTruthy();
  await user.keyboard('k');
  expect(screen.getByRole('textbox', { name: 'Reply to Amira Haddad' })).toBeTruthy();
  expect(selectedRow()).toContain('Amira Haddad');
});

test('a conversation is tagged by keyboard alone', async () => {
  const { user, replica } = renderApp({ state: opened });
  await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' });
  await user.keyboard('l');
  await user.type(await screen.findByRole('combobox', { name: 'Tags of this conversation' }), 'dam{Enter}');
  await waitFor(() =>
    expect(replica.calls).toContainEqual({ name: 'addTag', input: { conversationId: 100, tagId: 4 } }),
  );
  const customer = screen.getByRole('complementary', { name: 'Customer' });
  expect(await within(customer).findByText('Damaged')).toBeTruthy();
});

test('a conversation is transferred by keyboard alone, and the next one opens', async () => {
  const { user, replica } = renderApp({ state: opened });
  await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' });
  await user.keyboard('t');
  const dialog = await screen.findByRole('dialog', { name: 'Transfer Amira Haddad' });
  const search = within(dialog).getByRole('combobox', { name: 'Colleague' });
  await waitFor(() => expect(document.activeElement).toBe(search));
  await user.keyboard('jon{Enter}');
  await user.keyboard('knows the warehouse{Enter}');
  await waitFor(() =>
    expect(replica.calls).toContainEqual({
      name: 'transfer',
      input: { conversationId: 100, toUserId: 2, reason: 'knows the warehouse' },
    }),
  );
  expect(await screen.findByRole('textbox', { name: 'Reply to Jürgen Großmann' })).toBeTruthy();
  expect(screen.queryByRole('option', { name: /^Amira Haddad My order/u })).toBeNull();
});

test('e resolves a conversation, and undo reopens it', async () => {
  const { user, replica } = renderApp({ state: opened });
  await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' });
  await user.keyboard('e');
  await waitFor(() =>
    expect(replica.calls).toContainEqual({
      name: 'setStatus',
      input: { conversationId: 100, status: 'resolved', snoozedUntil: null },
    }),
  );
  await user.click(await screen.findByRole('button', { name: /^Undo/u }));
  await waitFor(() =>
    expect(replica.calls).toContainEqual({
      name: 'setStatus',
      input: { conversationId: 100, status: 'open', snoozedUntil: null },
    }),
  );
});

test('c claims a conversation from the queue and its history appears', async () => {
  const { user, replica } = renderApp({ state: { ...opened, view: 'queue' } });
  await screen.findByRole('button', { name: /^Claim conversation/u });
  expect(screen.queryByRole('log', { name: /^Messages with/u })).toBeNull();
  await user.keyboard('c');
  await waitFor(() =>
    expect(replica.calls).toContainEqual({ name: 'claim', input: { conversationId: 107 } }),
  );
  expect(await screen.findByRole('log', { name: 'Messages with Priya Nair' })).toBeTruthy();
});

test("g and a letter change the view without running the letter's own command", async () => {
  const { user, store } = renderApp({ state: opened });
  await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' });
  await user.keyboard('gmr');
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Reply to Amira Haddad' }));
  await user.keyboard('{Escape}gs');
  expect(await screen.findByRole('main', { name: 'Settings' })).toBeTruthy();
  expect(store.getState().overlay).toBe('none');
  await user.keyboard('{Escape}');
  expect(await screen.findByRole('main', { name: 'Conversation' })).toBeTruthy();
});

test('a conversation that left the replica is replaced by a text, and none of its content stays', async () => {
  const { replica } = renderApp({ state: opened });
  await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' });
  replica.change((data) => ({
    ...data,
    conversations: data.conversations.filter((conversation) => conversation.id !== 100),
  }));
  expect(await screen.findByText('This conversation is no longer in your inbox.')).toBeTruthy();
  expect(screen.queryByRole('log', { name: /^Messages with/u })).toBeNull();
});

test('the filter narrows the list without emptying it first', async () => {
  const { user } = renderApp({ state: opened });
  const list = await screen.findByRole('listbox', { name: 'Conversations: Mine' });
  await user.keyboard('f');
  await user.keyboard('chloé');
  await waitFor(() => {
    const names = within(list).getAllByRole('option');
    expect(names.every((option) => option.textContent.includes('Chloé'))).toBe(true);
  });
});

test('a conversation is marked as read after it was open for a moment, not in passing', async () => {
  const { user, replica } = renderApp();
  await screen.findByRole('listbox', { name: 'Conversations: Mine' });
  document.body.focus();
  await user.keyboard('j');
  await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' });
  expect(replica.calls.map((call) => call.name)).not.toContain('markRead');
  await waitFor(() =>
    expect(replica.calls).toContainEqual({ name: 'markRead', input: { conversationId: 100 } }),
  );
});

test('offline is shown as one line with the number of queued changes, and everything else stays', async () => {
  const data = sampleData();
  const { user } = renderApp({
    data: {
      ...data,
      outbox: [
        {
          mutationId: 1,
          name: 'sendMessage',
          state: 'queued',
          composedAt: data.now(),
          conversationId: 100,
          customerName: 'Amira Haddad',
          text: 'Good morning',
          error: null,
          stale: null,
        },
      ],
      session: { ...data.session, connection: { kind: 'offline', since: data.now(), nextAttemptAt: null } },
    },
    state: opened,
  });
  expect(await screen.findByText(/^Offline since/u)).toBeTruthy();
  expect(await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '1 queued' }));
  const outbox = await screen.findByRole('main', { name: 'Outbox' });
  expect(within(outbox).getByText('Good morning')).toBeTruthy();
});

function selectedRow(): string {
  return screen.getByRole('option', { selected: true }).textContent;
}
