import type { DesktopApp } from '../world/desktop-app.ts';
import { saveScreenshot } from '../world/screenshots.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** The main view in both themes, on a laptop and on a desk, and left as it was. */
export async function photographThemes(app: DesktopApp): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.page.evaluate((choice) => window.holdfast.setTheme(choice), theme);
    for (const { width, height } of sizes) {
      await app.resize(width, height);
      await saveScreenshot(app.page, `inbox-${theme}-${width}x${height}`);
    }
  }
  await app.page.evaluate(() => window.holdfast.setTheme('light'));
  await app.resize(1280, 800);
}
