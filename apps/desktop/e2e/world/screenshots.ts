import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { stateDirectory } from '../../../../scripts/paths.ts';

const screenshotDirectory = join(stateDirectory, 'screenshots');

/** Saves what the agent sees, where nothing is cleaned up and nothing is committed. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshotDirectory, `${name}.png`), animations: 'disabled' });
}
