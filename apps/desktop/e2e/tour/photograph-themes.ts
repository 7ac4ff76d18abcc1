import type { DesktopApp } from '../world/desktop-app.ts';
import { saveScreenshot } from '../world/screenshots.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** The main view in both themes, on a laptop and on a desk, and left as it was. */
export async function photographThemes(app: DesktopApp): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    // Playwright answers for the system's theme; the app follows the system until its agent chooses otherwise.
    await app.page.emulateMedia({ colorScheme: theme });
    await app.page.locator(`html[data-theme="${theme}"]`).waitFor();
    for (const { width, height } of sizes) {
      await app.resize(width, height);
      await saveScreenshot(app.page, `inbox-${theme}-${width}x${height}`);
    }
  }
  await app.page.emulateMedia({ colorScheme: 'light' });
  await app.resize(1280, 800);
}
