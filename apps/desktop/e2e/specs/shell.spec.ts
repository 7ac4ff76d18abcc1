import { spawn } from 'node:child_process';
import { expect, test } from '../fixtures.ts';
import type { DesktopApp } from '../world/desktop-app.ts';

/** Nothing listens at this address: the shell's own behavior needs no server. */
const unusedUrl = 'http://127.0.0.1:9';

test('closing the window leaves the app and its replica running in the tray', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  await expect.poll(() => replicaProcessId(app)).not.toBeNull();
  await closeWindow(app);
  await expect
    .poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length))
    .toBe(0);
  expect(await replicaProcessId(app)).not.toBeNull();
});

test('a second start exits and the running app shows its window', async ({ launch, executable }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  await closeWindow(app);
  const shown = app.electron.waitForEvent('window');
  const exitCode = await runAgain(executable, app);
  expect(exitCode).toBe(0);
  const page = await shown;
  await page.waitForLoadState();
  expect(page.url()).toBe('holdfast://app/index.html');
});

test('the window is restored with its size, place and theme', async ({ launch }) => {
  const first = await launch({ profile: 'agent', serverUrl: unusedUrl });
  await first.resize(1010, 720);
  await chooseDark(first);
  await first.quit();
  const second = await launch({ profile: 'agent', serverUrl: unusedUrl });
  const remembered = await second.electron.evaluate(({ BrowserWindow, nativeTheme }) => ({
    bounds: BrowserWindow.getAllWindows()[0]?.getBounds(),
    theme: nativeTheme.themeSource,
  }));
  expect(remembered).toEqual({ bounds: { x: 0, y: 0, width: 1010, height: 720 }, theme: 'dark' });
});

/**
 * Like the settings screen: the page stores the choice and passes it to the shell, which uses it for the next window.
 */
async function chooseDark(app: DesktopApp): Promise<void> {
  await app.page.evaluate(() => {
    localStorage.setItem(
      'holdfast-ui',
      JSON.stringify({ version: 1, state: { preferences: { theme: 'dark' } } }),
    );
  });
  await app.page.reload();
  await expect.poll(() => app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
}

test('a killed replica is restarted and the window uses the new one', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  await expect(app.page.getByRole('form', { name: 'Sign in to Holdfast' })).toBeVisible();
  const killed = await expectReplica(app);
  process.kill(killed, 'SIGKILL');
  await expect.poll(() => replicaProcessId(app)).not.toBe(killed);
  await expectReplica(app);
  await app.page.reload();
  await expect(app.page.getByRole('form', { name: 'Sign in to Holdfast' })).toBeVisible();
});

test('quitting ends every process of the app', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  const replica = await expectReplica(app);
  await app.quit();
  expect(() => process.kill(replica, 0)).toThrow('ESRCH');
});

async function closeWindow(app: DesktopApp): Promise<void> {
  const closed = app.page.waitForEvent('close');
  // The page can be destroyed before the call resolves.
  await app.page.evaluate(() => window.holdfast.closeWindow()).catch(() => undefined);
  await closed;
}

function runAgain(executable: string, app: DesktopApp): Promise<number | null> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(executable, sandbox, {
    env: { ...process.env, HOLDFAST_USER_DATA: app.options.profile, HOLDFAST_SERVER_URL: unusedUrl },
    stdio: 'ignore',
  });
  return new Promise((resolve) => second.once('exit', resolve));
}

async function expectReplica(app: DesktopApp): Promise<number> {
  await expect.poll(() => replicaProcessId(app)).not.toBeNull();
  return (await replicaProcessId(app)) ?? 0;
}

function replicaProcessId(app: DesktopApp): Promise<number | null> {
  return app.electron.evaluate(({ app: electronApp }) => {
    const metrics = electronApp.getAppMetrics();
    return metrics.find((metric) => metric.name === 'Holdfast replica')?.pid ?? null;
  });
}
