import { expect, test } from '../fixtures.ts';
import { lena } from '../journey/customers.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

test('a click on a notification opens its conversation, also after the window was closed', async ({
  world,
  launch,
  notifications,
}) => {
  const app = await launch({ profile: 'amira', serverUrl: world.server.url });
  await new SignInPage(app.page).signIn(world.tenant, world.amira);
  await expect(app.page.getByText('You have no open conversations.')).toBeVisible();

  const closed = app.page.waitForEvent('close');
  await app.page.evaluate(() => window.holdfast.closeWindow()).catch(() => undefined);
  await closed;
  await world.customerWrites(lena);
  const shown = () => notifications.shown.findIndex(({ title, body }) => `${title} ${body}`.includes('Lena'));
  await expect.poll(shown).toBeGreaterThanOrEqual(0);

  const opened = app.electron.waitForEvent('window');
  await notifications.click(shown());
  const page = await opened;
  await expect(page.getByRole('main', { name: 'Conversation' })).toContainText(lena.text);
});
