import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { renderApp } from '../testing/render-app.tsx';

test('the priority is shown and changed by keyboard alone', async () => {
  const { user, replica } = renderApp({ state: { openConversations: { mine: 100 } } });
  expect(await screen.findByRole('button', { name: /^Priority: None/ })).toBeTruthy();
  await user.keyboard('p');
  expect(await screen.findByRole('menuitemcheckbox', { name: 'Urgent' })).toBeTruthy();
  await user.keyboard('{Home}{Enter}');
  await waitFor(() =>
    expect(replica.calls).toContainEqual({
      name: 'setPriority',
      input: { conversationId: 100, priority: 'urgent' },
    }),
  );
  expect(await screen.findByRole('button', { name: /^Priority: Urgent/ })).toBeTruthy();
});
