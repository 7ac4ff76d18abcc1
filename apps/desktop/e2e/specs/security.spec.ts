import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '../fixtures.ts';
import type { DesktopApp } from '../world/desktop-app.ts';

/** Nothing listens at this address: the tests of a page's permissions need no server. */
const unusedUrl = 'http://127.0.0.1:9';

test('a page cannot navigate away', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  const address = app.page.url();
  const navigation = app.electron.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (event) =>
          resolve(event.defaultPrevented),
        );
      }),
  );
  await app.page.evaluate(() => {
    window.location.href = 'https://example.com/';
  });
  expect(await navigation).toBe(true);
  expect(app.page.url()).toBe(address);
});

test("a new window is refused; a web address opens in the system's browser and other addresses are dropped", async ({
  launch,
}) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  await recordExternalLinks(app);
  const opened = await app.page.evaluate(() => [
    window.open('https://example.com/help'),
    window.open('file:///etc/passwd'),
    window.open('holdfast://app/index.html'),
  ]);
  expect(opened).toEqual([null, null, null]);
  await expect.poll(() => externalLinks(app)).toEqual(['https://example.com/help']);
  expect(app.electron.windows()).toHaveLength(1);
});

test('a page has no network access', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  const outcomes = await app.page.evaluate(async () => {
    const violated: string[] = [];
    addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
    const fetched = await fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    );
    const image = await new Promise((resolve) => {
      const element = new Image();
      element.addEventListener('load', () => resolve('loaded'));
      element.addEventListener('error', () => resolve('refused'));
      element.src = 'https://example.com/pixel.png';
    });
    return { fetched, image, violated };
  });
  expect(outcomes).toEqual({ fetched: 'refused', image: 'refused', violated: ['connect-src', 'img-src'] });
});

test('a page runs no inline script, no eval and no frame', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  const violated = await app.page.evaluate(async () => {
    const seen: string[] = [];
    const enough = new Promise<void>((resolve) => {
      addEventListener('securitypolicyviolation', (event) => {
        seen.push(event.effectiveDirective);
        if (seen.length === 3) resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const handler = document.createElement('button');
    handler.setAttribute('onclick', 'window.inlineRan = true');
    handler.click();
    await enough;
    return { seen: seen.toSorted(), ran: 'inlineRan' in window };
  });
  expect(violated).toEqual({ seen: ['frame-src', 'script-src-attr', 'script-src-elem'], ran: false });
});

test('a page has no access to Node or Electron, only to the named functions', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  const found = await app.page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
    functions: Object.keys(window.holdfast).toSorted(),
  }));
  expect(found).toEqual({
    globals: [],
    functions: [
      'closeWindow',
      'minimizeWindow',
      'onOpenConversation',
      'onWindowState',
      'openExternal',
      'requestReplicaPort',
      'setTheme',
      'shell',
      'toggleMaximizeWindow',
    ],
  });
});

test('a page gets no permission', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  const outcomes = await app.page.evaluate(async () => ({
    location: (await navigator.permissions.query({ name: 'geolocation' })).state,
    notifications: await Notification.requestPermission(),
  }));
  expect(outcomes).toEqual({ location: 'denied', notifications: 'denied' });
});

test('only the files of the page are served, with the content security policy', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  const responses = await app.electron.evaluate(async ({ net }) => {
    const paths = [
      'index.html',
      '..%2fmain%2fmain.cjs',
      '..%2f..%2fpackage.json',
      'attachments/1',
      'none.js',
    ];
    return Promise.all(
      paths.map(async (path) => {
        const response = await net.fetch(`holdfast://app/${path}`);
        return [
          path,
          response.status,
          response.headers.get('content-security-policy')?.split(';')[0] ?? null,
        ];
      }),
    );
  });
  expect(responses).toEqual([
    ['index.html', 200, "default-src 'none'"],
    ['..%2fmain%2fmain.cjs', 404, null],
    ['..%2f..%2fpackage.json', 404, null],
    ['attachments/1', 404, null],
    ['none.js', 404, null],
  ]);
});

test('invalid arguments are refused', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  await recordExternalLinks(app);
  const outcomes = await app.page.evaluate(async () => {
    const setTheme = window.holdfast.setTheme as (...given: unknown[]) => Promise<void>;
    const openExternal = window.holdfast.openExternal as (...given: unknown[]) => Promise<boolean>;
    const attempts = [setTheme('neon'), openExternal({ href: 'https://example.com/' }), openExternal()];
    return (await Promise.allSettled(attempts)).map((attempt) => attempt.status);
  });
  expect(outcomes).toEqual(['rejected', 'rejected', 'rejected']);
  const harmful = await app.page.evaluate(() => window.holdfast.openExternal('file:///etc/passwd'));
  expect(harmful).toBe(false);
  expect(await externalLinks(app)).toEqual([]);
});

test('every channel refuses a foreign page with the same preload script', async ({ launch }) => {
  const app = await launch({ profile: 'agent', serverUrl: unusedUrl });
  await recordExternalLinks(app);
  const foreign = app.electron.waitForEvent('window');
  await app.electron.evaluate(({ app: electronApp, BrowserWindow }) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: `${electronApp.getAppPath()}/out/preload/preload.cjs`,
        sandbox: true,
        additionalArguments: ['--holdfast-shell=%7B%7D'],
      },
    });
    void window.loadURL('data:text/html,<title>foreign</title>');
  });
  const page = await foreign;
  const outcome = await page.evaluate(async () => {
    let port = 'none';
    addEventListener('message', () => {
      port = 'given';
    });
    window.holdfast.requestReplicaPort();
    // Called after the port request; calls are handled in order, so a port would have been posted by now.
    const call = await window.holdfast.openExternal('https://example.com/').then(
      () => 'accepted',
      () => 'refused',
    );
    await new Promise((resolve) => setTimeout(resolve));
    return { call, port };
  });
  expect(outcome).toEqual({ call: 'refused', port: 'none' });
  expect(await externalLinks(app)).toEqual([]);
});

test('the package has the fuses of a release, except the one that tests need', async ({ executable }) => {
  const wire = await getCurrentFuseWire(executable);
  expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
  expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE);
  expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
  expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(FuseState.ENABLE);
  expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.ENABLE);
});

async function recordExternalLinks(app: DesktopApp): Promise<void> {
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'openedLinks', opened);
    shell.openExternal = (address) => {
      opened.push(address);
      return Promise.resolve();
    };
  });
}

function externalLinks(app: DesktopApp): Promise<string[]> {
  return app.electron.evaluate(() => Reflect.get(globalThis, 'openedLinks') as string[]);
}
