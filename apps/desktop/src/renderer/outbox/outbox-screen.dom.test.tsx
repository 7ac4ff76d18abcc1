import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import type { StaleReplyNotice } from '../../contract/outbox.ts';

import { renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';

test('a refused reply shows the reason and can be retried', async () => {
  const { user, replica } = renderApp({ data: withRefusedReply(), state: { view: 'outbox' } });
  expect(await screen.findByText('1 needs your decision')).toBeTruthy();
  expect(
    screen.getByText(
      'This conversation is no longer assigned to you. Ask its assignee, or claim it from the queue.',
    ),
  ).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(replica.calls).toEqual([{ name: 'retryOutboxItem', input: { mutationId: 7 } }]));
  expect(await screen.findByText('1 is waiting to be sent')).toBeTruthy();
});

test('edit moves the text back into the composer of its conversation', async () => {
  const { user, replica } = renderApp({ data: withRefusedReply(), state: { view: 'outbox' } });
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Reply to Amira Haddad' });
  await waitFor(() => expect(field.value).toBe('Avec plaisir'));
  expect(document.activeElement).toBe(field);
  expect(replica.data.outbox).toEqual([]);
});

test('text in the composer is kept when a refused reply is moved back to it', async () => {
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

test('M6 a held reply shows what changed and is sent anyway by keyboard alone', async () => {
  const { user, replica } = renderApp({
    data: withHeldReply('HF_REPLY_STALE', ['newer-messages', 'reassigned']),
    state: { view: 'outbox' },
  });
  const entry = await screen.findByRole('article');
  expect(entry.textContent).toContain('The conversation changed after you wrote this, so it was not sent.');
  expect(entry.textContent).toMatch(/The customer wrote 2 more messages \(last: .+\)\./);
  expect(entry.textContent).toContain('The conversation is now assigned to Jonas Weber.');
  expect(within(entry).getByText('Held')).toBeTruthy();
  const button = within(entry).getByRole('button', { name: 'Send anyway' });
  while (document.activeElement !== button) await user.tab();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(replica.calls).toEqual([{ name: 'retryOutboxItem', input: { mutationId: 7 } }]));
});

test('M6 if the tenant refuses stale replies, a stale reply can only be edited or discarded', async () => {
  renderApp({ data: withHeldReply('HF_REPLY_STALE_REFUSED', ['resolved']), state: { view: 'outbox' } });
  const entry = await screen.findByRole('article');
  expect(entry.textContent).toContain('The conversation has been resolved.');
  expect(
    within(entry)
      .getAllByRole('button')
      .map(({ textContent }) => textContent),
  ).toEqual(['Amira Haddad', 'Edit', 'Discard']);
});

test('M6 the timeline shows a held reply where it was written, with its reason as a group', async () => {
  const data = withHeldReply('HF_REPLY_STALE', ['newer-messages']);
  const [item] = data.outbox;
  const refused = {
    kind: 'refused' as const,
    key: 'refused:7',
    mutationId: 7,
    mode: 'reply' as const,
    text: 'Avec plaisir',
    createdAt: data.now(),
    error: item?.error ?? { code: 'HF_REPLY_STALE', message: '', remedy: '', retry: 'after-change' as const },
    stale: item?.stale ?? null,
  };
  const timelines = { ...data.timelines, 100: [...(data.timelines[100] ?? []), refused] };
  const { user, replica } = renderApp({
    data: { ...data, timelines },
    state: { openConversations: { mine: 100 } },
    systemLocale: 'de',
  });
  const group = await screen.findByRole('group', { name: /Seitdem sind 2 Nachrichten gekommen/ });
  await user.click(within(group).getByRole('button', { name: 'Trotzdem senden' }));
  await waitFor(() =>
    expect(replica.calls).toContainEqual({ name: 'retryOutboxItem', input: { mutationId: 7 } }),
  );
});

test('an empty outbox shows a text and the shortcut to the inbox', async () => {
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

function withHeldReply(code: string, reasons: StaleReplyNotice['reasons']) {
  const data = withRefusedReply();
  const error = { code, message: 'English', remedy: '', retry: 'after-change' as const };
  const stale = {
    reasons,
    newerMessages: 2,
    newestMessageAt: data.now(),
    assignedTo: 2,
    assigneeName: 'Jonas Weber',
  };
  return { ...data, outbox: data.outbox.map((item) => ({ ...item, error, stale })) };
}
