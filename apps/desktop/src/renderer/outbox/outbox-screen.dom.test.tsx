import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';

test('a refused reply says why in words and can be tried again', async () => {
  const { user, replica } = renderApp({ data: withRefusedReply(), state: { view: 'outbox' } });
  expect(await screen.findByText('1 needs your decision')).toBeTruthy();
  expect(screen.getByText('This conversation is not assigned to you any more.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(replica.calls).toEqual([{ name: 'retryOutboxItem', input: { mutationId: 7 } }]));
  expect(await screen.findByText('1 is waiting for the connection')).toBeTruthy();
});

test('edit takes the words back into the composer of their conversation', async () => {
  const { user, replica } = renderApp({ data: withRefusedReply(), state: { view: 'outbox' } });
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Reply to Amira Haddad' });
  await waitFor(() => expect(field.value).toBe('Avec plaisir'));
  expect(document.activeElement).toBe(field);
  expect(replica.data.outbox).toEqual([]);
});

test('words in the composer are kept when others come back to it', async () => {
  const data = withRefusedReply();
  const draft = {
    conversationId: 100,
    mode: 'reply' as const,
    text: 'One moment',
    cannedResponseId: null,
    updatedAt: data.now(),
  };
  const { user } = renderApp({
    data: { ...data, drafts: [draft] },
    state: { openConversations: { mine: 100 } },
  });
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Reply to Amira Haddad' });
  await waitFor(() => expect(field.value).toBe('One moment'));
  await user.keyboard('go');
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  const again = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Reply to Amira Haddad' });
  await waitFor(() => expect(again.value).toBe('One moment\n\nAvec plaisir'));
});

test('an empty outbox says so and names the way back', async () => {
  renderApp({ state: { view: 'outbox' } });
  expect(await screen.findByText('Everything has been sent.')).toBeTruthy();
});

function withRefusedReply() {
  const data = sampleData();
  const error = { code: 'HF_NOT_ASSIGNED', message: 'English', remedy: '', retry: 'never' as const };
  const item = {
    mutationId: 7,
    name: 'sendMessage',
    state: 'refused' as const,
    composedAt: data.now(),
    conversationId: 100,
    customerName: 'Amira Haddad',
    text: 'Avec plaisir',
    error,
    stale: null,
  };
  return { ...data, outbox: [item] };
}
