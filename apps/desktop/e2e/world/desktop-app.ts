import { _electron, expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { createWriteStream, mkdirSync } from 'node:fs';
import { isProcessRunning, killTree } from './process-tree.ts';

export interface DesktopOptions {
  readonly executable: string;
  /** The profile folder. A second app with the same folder continues with its data. */
  readonly profile: string;
  /** Gets what the app writes to its standard output and error. */
  readonly logPath: string;
  readonly serverUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Language of the system, for instance `de`. */
  readonly language?: string;
}

/** A running packaged app. */
export class DesktopApp {
  readonly options: DesktopOptions;
  readonly electron: ElectronApplication;
  /** The first window. */
  readonly page: Page;
  /** Stored, because Playwright drops the process when the app ends. */
  readonly processId: number;

  private constructor(options: DesktopOptions, electron: ElectronApplication, page: Page) {
    this.options = options;
    this.electron = electron;
    this.page = page;
    this.processId = electron.process().pid ?? 0;
  }

  static async launch(options: DesktopOptions): Promise<DesktopApp> {
    mkdirSync(options.profile, { recursive: true });
    const electron = await _electron.launch({
      executablePath: options.executable,
      args: [...sandboxArguments(), `--lang=${options.language ?? 'en-US'}`],
      // By default Playwright emulates a light system, which would hide the app's own theme.
      colorScheme: null,
      env: {
        ...definedVariables(),
        HOLDFAST_USER_DATA: options.profile,
        HOLDFAST_SERVER_URL: options.serverUrl,
        ...options.env,
      },
    });
    keepOutput(electron, options.logPath);
    const page = await electron.firstWindow();
    await page.waitForLoadState();
    return new DesktopApp(options, electron, page);
  }

  /** Sets the size of the window's content in pixels, as far as the screen allows. */
  async resize(width: number, height: number): Promise<void> {
    await this.electron.evaluate(
      ({ BrowserWindow }, size) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.unmaximize();
        window?.setBounds({ x: 0, y: 0, ...size });
      },
      { width, height },
    );
    await expect.poll(() => this.page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
  }

  windowTitle(): Promise<string> {
    return this.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '');
  }

  /** Quits like an agent from the tray. */
  async quit(): Promise<void> {
    const gone = this.electron.waitForEvent('close');
    await this.electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
    await gone;
  }

  /** Sends SIGKILL to every process of the app at once. */
  async kill(): Promise<void> {
    killTree(this.processId);
    await expect.poll(() => isProcessRunning(this.processId), { message: 'the app has ended' }).toBe(false);
  }
}

/** Chromium's sandbox does not work for root. */
function sandboxArguments(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function definedVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function keepOutput(electron: ElectronApplication, logPath: string): void {
  const output = createWriteStream(logPath, { flags: 'a' });
  electron.process().stdout?.pipe(output);
  electron.process().stderr?.pipe(output);
}
