import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';

import type { PresentPerson } from '../../contract/presence.ts';
import { renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';

const opened = { openConversations: { mine: 100 } };
const mia: PresentPerson = { id: 3, name: 'Mia Rossi', avatarUrl: null, activity: 'viewing' };
const jonas: PresentPerson = { id: 2, name: 'Jonas Weber', avatarUrl: null, activity: 'viewing' };

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
});

function renderWith(people: readonly PresentPerson[], systemLocale = 'en') {
  const data = { ...sampleData(), presence: [{ conversationId: 100, people }] };
  const app = renderApp({ data, state: opened, systemLocale });
  const change = (next: readonly PresentPerson[]) =>
    act(() =>
      app.replica.change((before) => ({
        ...before,
        presence: next.length === 0 ? [] : [{ conversationId: 100, people: next }],
      })),
    );
  return { ...app, change };
}

test("P1 the conversation's header shows who is here and who types, and clears when they leave", async () => {
  const { change } = renderWith([mia]);
  const pane = await screen.findByRole('main', { name: 'Conversation' });
  expect(await within(pane).findByText('Mia Rossi is here')).toBeTruthy();
  change([mia, jonas]);
  expect(await within(pane).findByText('Mia Rossi and Jonas Weber are here')).toBeTruthy();
  change([{ ...mia, activity: 'typing' }, jonas]);
  expect(await within(pane).findByText('Mia Rossi is writing…')).toBeTruthy();
  expect(within(pane).getByText('Mia Rossi is writing here too')).toBeTruthy();
  change([]);
  await waitFor(() => expect(within(pane).queryByText(/Mia Rossi/u)).toBeNull());
});

test('P1 the list shows presence on its own conversation only', async () => {
  renderWith([mia, jonas, { ...mia, id: 9, name: 'Lena' }], 'de');
  const list = await screen.findByRole('listbox');
  const row = await within(list).findByRole('option', { name: /Mia Rossi und 2 weitere sind hier/u });
  expect(row.id).toBe('conversation-100');
  expect(within(list).getAllByText(/sind hier/u)).toHaveLength(1);
});

test('P1 arriving and starting to type are announced once each', async () => {
  const { change } = renderWith([]);
  const announcements: string[] = [];
  const region = await waitFor(() => {
    const found = document.querySelector('[aria-live="polite"][role="log"].visually-hidden');
    if (found === null) throw new Error('no live region');
    return found;
  });
  const observer = new MutationObserver(() => announcements.push(region.textContent));
  observer.observe(region, { childList: true, characterData: true, subtree: true });
  const pane = await screen.findByRole('main', { name: 'Conversation' });
  const head = () => /Mia Rossi is (here|writing…)/u.exec(pane.textContent)?.[1];
  const settle = async (people: readonly PresentPerson[], shown: string | undefined) => {
    change(people);
    await waitFor(() => expect(head()).toBe(shown));
  };
  for (let round = 0; round < 3; round += 1) {
    await settle([{ ...mia, activity: 'typing' }], 'writing…');
    await settle([mia], 'here');
    await settle([], undefined);
    await settle([mia], 'here');
  }
  observer.disconnect();
  expect(announcements).toEqual(['Mia Rossi is writing…']);
});

test('P1 the window reports the open conversation, typing and leaving', async () => {
  const { user, replica } = renderWith([]);
  await waitFor(() =>
    expect(replica.presenceCalls.at(-1)).toEqual({ conversationId: 100, activity: 'viewing' }),
  );
  await user.type(await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' }), 'Hi');
  await waitFor(() =>
    expect(replica.presenceCalls.at(-1)).toEqual({ conversationId: 100, activity: 'typing' }),
  );
  await user.click(screen.getByRole('button', { name: /Settings/u }));
  await waitFor(() =>
    expect(replica.presenceCalls.at(-1)).toEqual({ conversationId: null, activity: 'viewing' }),
  );
});

test('P1 an agent who turns presence off is not reported and still sees the others', async () => {
  const { user, replica, store } = renderWith([mia]);
  await waitFor(() => expect(replica.presenceCalls.at(-1)?.conversationId).toBe(100));
  await user.click(screen.getByRole('button', { name: /Settings/u }));
  await user.click(
    await screen.findByRole('switch', { name: /Show colleagues which conversation I have open/u }),
  );
  expect(store.getState().preferences.sharePresence).toBe('off');
  const before = replica.presenceCalls.length;
  await user.click(screen.getByRole('button', { name: /^Mine/u }));
  expect((await screen.findAllByText('Mia Rossi is here')).length).toBeGreaterThan(0);
  await user.type(await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' }), 'Hi');
  expect(replica.presenceCalls).toHaveLength(before);
});
