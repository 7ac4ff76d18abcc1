import { expect, test } from '../fixtures.ts';
import { InboxPage } from '../pages/inbox-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

test('each failed sign-in shows its reason, and the next attempt can succeed', async ({ world, launch }) => {
  const app = await launch({ profile: 'amira', serverUrl: world.server.url });
  const signIn = new SignInPage(app.page);
  const { tenant, amira } = world;

  await signIn.signIn(tenant, { ...amira, password: 'not her password' });
  await expect(signIn.form.getByText('Email address and password do not match.')).toBeVisible();

  await signIn.signIn('atlantis', amira);
  await expect(signIn.form.getByText('This workspace does not exist.')).toBeVisible();

  await world.server.stop();
  await signIn.signIn(tenant, amira);
  await expect(signIn.form.getByText('The server cannot be reached.')).toBeVisible();

  await world.server.start();
  await signIn.signIn(tenant, amira);
  await expect(app.page.getByText('You have no open conversations.')).toBeVisible();
});

test('a demo signs in automatically at each start', async ({ world, launch }) => {
  const { email, password } = world.amira;
  const options = {
    profile: 'amira',
    serverUrl: world.server.url,
    env: { HOLDFAST_DEMO_SIGN_IN: JSON.stringify({ tenant: world.tenant, email, password }) },
  };
  const first = await launch(options);
  await expect(first.page.getByText('You have no open conversations.')).toBeVisible();
  await first.quit();
  const second = await launch(options);
  await expect(second.page.getByRole('button', { name: 'Amira Haddad, online' })).toBeVisible();
});

test('the app uses the language of the system', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: 'http://127.0.0.1:9', language: 'de' });
  await expect(app.page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
});

test('a revoked device asks for a new sign-in and its inbox stays', async ({ world, launch }) => {
  const app = await launch({ profile: 'amira', serverUrl: world.server.url });
  await new SignInPage(app.page).signIn(world.tenant, world.amira);
  await expect(app.page.getByText('You have no open conversations.')).toBeVisible();
  await world.customerWrites({
    externalId: 'noah-1',
    contact: { externalId: 'noah', name: 'Noah Clarke' },
    text: 'Do you still have the brass cleats?',
  });
  const inbox = new InboxPage(app.page);
  await expect(inbox.row('Noah Clarke')).toBeVisible();

  const [device] = await world.database.rows('select id from devices');
  await world.holdfast(['device', 'revoke', String(device?.['id']), '--tenant', world.tenant]);

  await expect(inbox.connectionBar).toContainText('Not signed in');
  await expect(inbox.row('Noah Clarke')).toBeVisible();
  await inbox.signInAgain(world.amira);
  await expect(inbox.connectionBar).toBeHidden();
  await expect(inbox.row('Noah Clarke')).toBeVisible();
});
