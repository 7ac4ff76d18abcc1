import type { DesktopApp } from '../world/desktop-app.ts';
import { saveScreenshot } from '../world/screenshots.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** Photographs the main view in both themes at laptop and desktop size, then restores theme and size. */
export async function photographThemes(app: DesktopApp): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    // Playwright emulates the system's theme. The app follows it until the agent chooses a theme.
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
