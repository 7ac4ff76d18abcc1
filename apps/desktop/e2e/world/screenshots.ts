import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { stateDirectory } from '../../../../scripts/paths.ts';

const screenshotDirectory = join(stateDirectory, 'screenshots');

/** Saves a screenshot to a folder that is neither cleaned up nor committed. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshotDirectory, `${name}.png`), animations: 'disabled' });
}
