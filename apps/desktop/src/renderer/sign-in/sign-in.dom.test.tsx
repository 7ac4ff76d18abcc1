import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { defaultPreferences } from '../state/preferences-slice.ts';
import { renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';

test('a wrong password is reported at the password, and the other fields keep their values', async () => {
  const { user, replica } = renderApp({ data: signedOut() });
  replica.failures.set('signIn', new HoldfastError('HF_SIGN_IN_FAILED'));
  await user.type(await screen.findByLabelText('Password'), 'wrong{Enter}');
  expect(
    await screen.findByText('Email address and password do not match. Check both, then try again.'),
  ).toBeTruthy();
  expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByLabelText<HTMLInputElement>('Workspace').value).toBe('acme');
});

test('an unknown workspace is reported at the workspace', async () => {
  const { user, replica } = renderApp({ data: signedOut() });
  replica.failures.set('signIn', new HoldfastError('HF_TENANT_UNKNOWN'));
  await user.type(await screen.findByLabelText('Password'), 'secret{Enter}');
  await screen.findByText('This workspace does not exist. Check its name.');
  expect(screen.getByLabelText('Workspace').getAttribute('aria-invalid')).toBe('true');
});

test('an unreachable server is reported above the button', async () => {
  const { user, replica } = renderApp({ data: signedOut() });
  replica.failures.set('signIn', new HoldfastError('HF_UNAVAILABLE'));
  await user.type(await screen.findByLabelText('Password'), 'secret{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
});

test('signing in opens the inbox', async () => {
  const { user, replica } = renderApp({ data: signedOut() });
  await user.type(await screen.findByLabelText('Password'), 'secret{Enter}');
  expect(await screen.findByRole('navigation', { name: 'Views' })).toBeTruthy();
  expect(replica.calls[0]).toMatchObject({
    name: 'signIn',
    input: { tenant: 'acme', email: 'ada@acme.example', password: 'secret' },
  });
});

test('without a token the inbox stays, and the bar at its foot leads to the sign-in', async () => {
  const data = sampleData();
  const error = { code: 'HF_REFRESH_TOKEN_INVALID', message: '', remedy: '', retry: 'after-change' as const };
  const { user } = renderApp({
    data: { ...data, session: { ...data.session, connection: { kind: 'needs-sign-in', error } } },
    state: { openConversations: { mine: 100 } },
  });
  expect(await screen.findByRole('textbox', { name: 'Reply to Amira Haddad' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await user.type(await screen.findByLabelText('Password'), 'secret{Enter}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.queryByText('Not signed in')).toBeNull();
});

test('a system in German gets German texts', async () => {
  renderApp({ data: signedOut(), systemLocale: 'de-AT' });
  expect(await screen.findByRole('button', { name: 'Anmelden' })).toBeTruthy();
  expect(document.documentElement.lang).toBe('de');
});

test("the language of the preferences takes precedence over the system's", async () => {
  renderApp({
    data: signedOut(),
    systemLocale: 'de-AT',
    state: { preferences: { ...defaultPreferences, language: 'en' } },
  });
  expect(await screen.findByRole('button', { name: 'Sign in' })).toBeTruthy();
});

function signedOut() {
  const data = sampleData();
  return {
    ...data,
    session: { ...data.session, account: null, connection: { kind: 'signed-out' as const } },
  };
}
