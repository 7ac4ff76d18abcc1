import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** The system's Python: another one on the path can lack the module. */
const python = '/usr/bin/python3';

export interface ShownNotification {
  readonly title: string;
  readonly body: string;
}

/** Replaces the desktop's notification service on the session bus and records the notifications shown. */
export class NotificationDaemon {
  readonly shown: ShownNotification[] = [];
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  static async start(): Promise<NotificationDaemon> {
    const service = ['--template', 'notification_daemon', '--parameters', '{"capabilities":"body actions"}'];
    const child = spawn(python, ['-u', '-m', 'dbusmock', ...service], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const daemon = new NotificationDaemon(child);
    createInterface({ input: child.stdout }).on('line', (line) => daemon.#read(line));
    await waitForService();
    return daemon;
  }

  /** Clicks a notification, by its index in the order shown, from 0. */
  async click(index: number): Promise<void> {
    await promisify(execFile)(python, ['-c', clickNotification, String(index + 1)], { timeout: 20_000 });
  }

  stop(): void {
    this.#process.kill();
  }

  #read(line: string): void {
    const [title, body] = parseNotify(line) ?? [];
    if (title !== undefined && body !== undefined) this.shown.push({ title, body });
  }
}

/** Parses a line such as `1795367593.371 Notify "app" 0 "icon" "title" "body" [] {…} -1`. */
function parseNotify(line: string): string[] | null {
  const call = /^[\d.]+ Notify (.*)$/.exec(line)?.[1];
  if (call === undefined) return null;
  const strings = [...call.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '');
  return strings.slice(2, 4).map((text) => text.replaceAll(/\\(.)/g, '$1'));
}

/** Waits until the notification service has its name on the bus. */
async function waitForService(): Promise<void> {
  await promisify(execFile)(python, ['-c', awaitName], { timeout: 20_000 });
}

const awaitName = `
import dbus, time
bus = dbus.SessionBus()
while not bus.name_has_owner("org.freedesktop.Notifications"): time.sleep(0.02)
`;

const clickNotification = `
import dbus, sys
service = dbus.SessionBus().get_object("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
clicked = [dbus.UInt32(int(sys.argv[1])), "default"]
service.EmitSignal("org.freedesktop.Notifications", "ActionInvoked", "us", clicked,
                   dbus_interface="org.freedesktop.DBus.Mock")
`;
