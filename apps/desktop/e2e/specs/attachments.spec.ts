import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../../scripts/paths.ts';
import { expect, test } from '../fixtures.ts';
import { InboxPage } from '../pages/inbox-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

const picture = readFileSync(join(repositoryRoot, 'apps/desktop/resources/icons/icon.png'));

test('an image is shown, and shown again after a restart without the server', async ({ world, launch }) => {
  const first = await launch({ profile: 'amira', serverUrl: world.server.url });
  await new SignInPage(first.page).signIn(world.tenant, world.amira);
  await expect(first.page.getByText('You have no open conversations.')).toBeVisible();
  await world.customerWrites(
    JSON.stringify({
      externalId: 'sven-1',
      contact: { externalId: 'sven', name: 'Sven Lindqvist' },
      text: 'This is how it arrived.',
      attachments: [
        {
          type: 'image',
          filename: 'seam.png',
          mimeType: 'image/png',
          dataBase64: picture.toString('base64'),
        },
      ],
    }),
  );
  await new InboxPage(first.page).open('Sven Lindqvist');
  const image = first.page.getByRole('article').getByRole('img', { name: /seam\.png|Image/ });
  await expect(image).toBeVisible();
  await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(512);

  await world.server.stop();
  await first.kill();
  const second = await launch({ profile: 'amira', serverUrl: world.server.url });
  await new InboxPage(second.page).open('Sven Lindqvist');
  const again = second.page.getByRole('article').getByRole('img', { name: /seam\.png|Image/ });
  await expect.poll(() => again.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(512);
});
