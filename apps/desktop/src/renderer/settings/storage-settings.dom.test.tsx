import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { renderApp } from '../testing/render-app.tsx';

test('the settings show the storage used and its parts, and set the limit', async () => {
  const { user, replica } = renderApp({ state: { view: 'settings' } });
  expect(await screen.findByText('312 MB of 2 GB used on this device.')).toBeTruthy();
  expect(screen.getByText('Conversations 200 MB, older history 40 MB, attachments 72 MB')).toBeTruthy();
  await user.click(screen.getByRole('combobox', { name: 'Storage limit' }));
  await user.click(await screen.findByRole('option', { name: '5 GB' }));
  await waitFor(() =>
    expect(replica.calls).toContainEqual({ name: 'setStorageLimit', input: { bytes: 5 * 1024 ** 3 } }),
  );
  expect(await screen.findByText('312 MB of 5 GB used on this device.')).toBeTruthy();
});

test('the storage settings in German', async () => {
  renderApp({ state: { view: 'settings' }, systemLocale: 'de-DE' });
  expect(await screen.findByText('312 MB von 2 GB auf diesem Gerät belegt.')).toBeTruthy();
});
