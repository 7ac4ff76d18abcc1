import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { defaultPreferences } from '../state/preferences-slice.ts';
import { renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';

const opened = { openConversations: { mine: 100, queue: 107 } };
const replyName = 'Reply to Amira Haddad';

test('a canned response is picked by keyboard, filled in and sent', async () => {
  const { user, replica } = renderApp({ state: opened });
  await user.type(await screen.findByRole('textbox', { name: replyName }), '/re');

  const menu = await screen.findByRole('listbox', { name: 'Canned responses' });
  const options = within(menu).getAllByRole('option');
  expect(options.map((option) => option.textContent)).toEqual([
    '/refundRefund on its wayI have started your refund, Amira. It takes three to five working days.',
    '/replaceReplacementI am sorry about that. A replacement leaves our warehouse today, at no cost to you.',
    '/helloGreetingHello Amira, this is Ada of Acme Teapots. How can I help you?',
  ]);
  await user.keyboard('{ArrowDown}{Enter}');
  expect(screen.getByLabelText<HTMLTextAreaElement>(replyName, { selector: 'textarea' }).value).toBe(
    'I am sorry about that. A replacement leaves our warehouse today, at no cost to you.',
  );
  expect(screen.queryByRole('listbox', { name: 'Canned responses' })).toBeNull();

  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() =>
    expect(replica.calls).toContainEqual({
      name: 'sendMessage',
      input: {
        conversationId: 100,
        text: 'I am sorry about that. A replacement leaves our warehouse today, at no cost to you.',
        cannedResponseId: 4,
      },
    }),
  );
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: replyName }).value).toBe('');
  const timeline = screen.getByRole('log', { name: 'Messages with Amira Haddad' });
  const sent = (await within(timeline).findByText(/^I am sorry about that. A repl/u)).closest('article');
  expect(sent?.textContent).toContain('Queued');
});

test('Escape closes the menu and keeps the typed text', async () => {
  const { user } = renderApp({ state: opened });
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: replyName });
  await user.type(field, '/re');
  await screen.findByRole('listbox', { name: 'Canned responses' });
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('listbox', { name: 'Canned responses' })).toBeNull();
  expect(field.value).toBe('/re');
  expect(document.activeElement).toBe(field);
  await user.keyboard(' /');
  expect(await screen.findByRole('listbox', { name: 'Canned responses' })).toBeTruthy();
});

test('a variable without a value is reported before sending', async () => {
  const data = sampleData();
  const { user } = renderApp({ data: { ...data, customers: {} }, state: opened });
  await user.type(await screen.findByRole('textbox', { name: replyName }), '/phone{Enter}');
  expect(await screen.findByText('Not filled in yet: customer.phone')).toBeTruthy();
});

test('Shift+Enter adds a line, and so does Enter unless it is set to send', async () => {
  const { user, replica } = renderApp({ state: opened });
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: replyName });
  await user.type(field, 'one{Shift>}{Enter}{/Shift}two{Enter}three');
  expect(field.value).toBe('one\ntwo\nthree');
  expect(replica.calls.map((call) => call.name)).not.toContain('sendMessage');
});

test('Enter sends if the preference is set', async () => {
  const { user, replica } = renderApp({
    state: { ...opened, preferences: { ...defaultPreferences, sendKey: 'enter' } },
  });
  await user.type(
    await screen.findByRole('textbox', { name: replyName }),
    'one{Shift>}{Enter}{/Shift}two{Enter}',
  );
  await waitFor(() =>
    expect(replica.calls).toContainEqual({
      name: 'sendMessage',
      input: { conversationId: 100, text: 'one\ntwo', cannedResponseId: null },
    }),
  );
});

test('a draft is saved and restored when the agent returns to the conversation', async () => {
  const { user, replica } = renderApp({ state: opened });
  await user.type(await screen.findByRole('textbox', { name: replyName }), 'half a thou');
  await user.keyboard('{Escape}j');
  await screen.findByRole('textbox', { name: 'Reply to Jürgen Großmann' });
  await waitFor(() => expect(replica.data.drafts.map((draft) => draft.text)).toEqual(['half a thou']));
  await user.keyboard('k');
  expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: replyName })).value).toBe(
    'half a thou',
  );
});

test('a draft of the previous run is restored at the start, in its mode', async () => {
  const data = sampleData();
  const draft = {
    conversationId: 100,
    mode: 'note',
    text: 'ask Mia',
    cannedResponseId: null,
    updatedAt: data.now(),
  } as const;
  renderApp({ data: { ...data, drafts: [draft] }, state: opened });
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Note about Amira Haddad' });
  expect(field.value).toBe('ask Mia');
});

test('typed text is kept if it cannot be queued', async () => {
  const { user, replica } = renderApp({ state: opened });
  replica.failures.set('sendMessage', new HoldfastError('HF_JOURNAL_FULL'));
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: replyName });
  await user.type(field, 'important{Control>}{Enter}{/Control}');
  expect(await screen.findByText(/disk of this computer is full/u)).toBeTruthy();
  expect(field.value).toBe('important');
});

test('a note is pinned as it is added; the next one is not', async () => {
  const { user, replica } = renderApp({ state: opened });
  await screen.findByRole('textbox', { name: replyName });
  await user.keyboard('n');
  await user.click(screen.getByRole('button', { name: 'Pin this note' }));
  expect(screen.getByRole('button', { name: 'Pin this note', pressed: true })).toBeTruthy();
  const field = screen.getByRole('textbox', { name: 'Note about Amira Haddad' });
  await user.type(field, 'first{Control>}{Enter}{/Control}');
  expect(await screen.findByRole('button', { name: 'Pin this note', pressed: false })).toBeTruthy();
  await user.type(field, 'second{Control>}{Enter}{/Control}');
  await waitFor(() =>
    expect(replica.calls.filter(({ name }) => name === 'addNote').map(({ input }) => input)).toEqual([
      { conversationId: 100, text: 'first', isPinned: true },
      { conversationId: 100, text: 'second', isPinned: false },
    ]),
  );
});

test('a note that could not be queued comes back with its pin', async () => {
  const { user, replica } = renderApp({ state: opened });
  replica.failures.set('addNote', new HoldfastError('HF_JOURNAL_FULL'));
  await screen.findByRole('textbox', { name: replyName });
  await user.keyboard('n');
  await user.click(screen.getByRole('button', { name: 'Pin this note' }));
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Note about Amira Haddad' });
  await user.type(field, 'important{Control>}{Enter}{/Control}');
  expect(await screen.findByText(/disk of this computer is full/u)).toBeTruthy();
  expect(field.value).toBe('important');
  expect(screen.getByRole('button', { name: 'Pin this note', pressed: true })).toBeTruthy();
});

test('a note is added by keyboard alone and marked as queued while offline', async () => {
  const data = sampleData();
  const { user, replica } = renderApp({
    data: {
      ...data,
      session: {
        ...data.session,
        connection: { kind: 'offline', since: data.now(), nextAttemptAt: null },
      },
    },
    state: opened,
  });
  await screen.findByRole('textbox', { name: replyName });
  await user.keyboard('n');
  await user.keyboard('ask the warehouse{Control>}{Enter}{/Control}');
  await waitFor(() => expect(replica.calls.map((call) => call.name)).toContain('addNote'));
  const timeline = screen.getByRole('log', { name: 'Messages with Amira Haddad' });
  const note = (await within(timeline).findByText('ask the warehouse')).closest('article');
  expect(note?.textContent).toContain('Internal note');
  expect(note?.textContent).toContain('Queued');
  expect(await screen.findByRole('button', { name: '1 queued' })).toBeTruthy();
});
