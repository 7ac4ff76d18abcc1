import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { lena } from '../journey/customers.ts';
import { Journey } from '../journey/journey.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

test('axe finds no violation on any screen, in both themes', async ({ world, launch }) => {
  const journey = new Journey(world, launch);
  const app = await journey.startApp('amira');
  await expect(new SignInPage(app.page).form).toBeVisible();
  await inBothThemes(app.page, 'sign-in');
  await app.quit();

  await journey.begin();
  await journey.customerWrites();
  await journey.seeNewConversation();
  const { page } = journey.app('amira');
  await journey.app('amira').resize(1280, 800);
  await journey.replyWithCannedResponse();
  await journey.addNoteAndTag();
  await inBothThemes(page, 'conversation');

  await journey.conversation('amira').text.pressSequentially('/');
  await expect(journey.conversation('amira').cannedResponses).toBeVisible();
  await inBothThemes(page, 'canned responses');
  await journey.conversation('amira').text.fill('');
  await page.keyboard.press('Escape');

  await page.keyboard.press('t');
  await expect(page.getByRole('dialog', { name: `Transfer ${lena.contact.name}` })).toBeVisible();
  await inBothThemes(page, 'transfer');
  await page.keyboard.press('Escape');

  for (const view of ['Outbox', 'Settings', 'Queue']) {
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: new RegExp(`^${view}`) })
      .click();
    await inBothThemes(page, view);
  }
});

/** Soft expectations: one run reports the violations of all screens. */
async function inBothThemes(page: Page, screen: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((choice) => window.holdfast.setTheme(choice), theme);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const faults = violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) }));
    expect.soft(faults, `${screen}, ${theme}`).toEqual([]);
  }
}
