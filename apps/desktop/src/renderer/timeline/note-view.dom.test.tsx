import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';

function withNotes() {
  const data = sampleData();
  const note = {
    kind: 'note' as const,
    key: 'note:900',
    id: 900,
    createdAt: data.now(),
    author: data.self,
    text: 'Ask the warehouse',
    isPinned: false,
    queued: false,
    mutationId: null,
  };
  const other = {
    ...note,
    key: 'note:901',
    id: 901,
    author: { id: 77, name: 'Jonas', avatarUrl: null },
    text: 'Not mine',
  };
  return {
    data: { ...data, timelines: { ...data.timelines, 100: [note, other] } },
    state: { openConversations: { mine: 100 } },
  };
}

test('M5 an own note is edited in place, and its previous text is sent along', async () => {
  const { user, replica } = renderApp(withNotes());
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit the note' });
  expect(document.activeElement).toBe(field);
  await user.keyboard(' today{Control>}{Enter}{/Control}');
  await waitFor(() =>
    expect(replica.calls).toContainEqual({
      name: 'editNote',
      input: {
        conversationId: 100,
        noteId: 900,
        text: 'Ask the warehouse today',
        previousText: 'Ask the warehouse',
      },
    }),
  );
  expect(await screen.findByText('Ask the warehouse today')).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: 'Edit the note' })).toBeNull();
});

test('notes of others cannot be edited, and Escape leaves an own note unchanged', async () => {
  const { user, replica } = renderApp(withNotes());
  const other = (await screen.findByText('Not mine')).closest('article');
  expect(other === null ? [] : within(other).queryAllByRole('button', { name: 'Edit' })).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  await user.keyboard(' and more{Escape}');
  expect(await screen.findByText('Ask the warehouse')).toBeTruthy();
  expect(replica.calls.filter(({ name }) => name === 'editNote')).toEqual([]);
});

test('the text of a note that could not be saved stays in the field', async () => {
  const { user, replica } = renderApp(withNotes());
  replica.failures.set('editNote', new HoldfastError('HF_JOURNAL_FULL'));
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  await user.keyboard(' today{Control>}{Enter}{/Control}');
  expect(await screen.findByText(/The disk of this computer is full/)).toBeTruthy();
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit the note' });
  expect(field.value).toBe('Ask the warehouse today');
});

test('M5 the note of a colleague is pinned by keyboard, shows above the conversation, and is unpinned there', async () => {
  const { user, replica } = renderApp(withNotes());
  const card = (await screen.findByText('Not mine')).closest('article');
  if (card === null) throw new Error('The note has no card.');
  within(card).getByRole('button', { name: 'Pin to the top' }).focus();
  await user.keyboard('{Enter}');
  const pinned = await screen.findByRole('region', { name: 'Pinned note' });
  expect(within(pinned).getByText('Not mine')).toBeTruthy();
  expect(within(card).getByRole('button', { name: 'Unpin' })).toBeTruthy();

  within(pinned).getByRole('button', { name: 'Unpin' }).focus();
  await user.keyboard(' ');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Pinned note' })).toBeNull());
  const input = { conversationId: 100, noteId: 901 };
  expect(replica.calls.filter(({ name }) => /pinNote$/iu.test(name))).toEqual([
    { name: 'pinNote', input },
    { name: 'unpinNote', input },
  ]);
});

test('a pin that could not be queued is not shown, and a message gives the reason', async () => {
  const { user, replica } = renderApp(withNotes());
  replica.failures.set('pinNote', new HoldfastError('HF_JOURNAL_FULL'));
  const [first] = await screen.findAllByRole('button', { name: 'Pin to the top' });
  if (first === undefined) throw new Error('No note can be pinned.');
  await user.click(first);
  expect(await screen.findByText(/disk of this computer is full/u)).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'Pinned note' })).toBeNull();
});
