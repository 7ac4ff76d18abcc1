import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/**
 * A display and a session bus of one test worker. Workers run at the same time, and tests ask which window is in front and
 * what notifications were shown.
 */
export class VirtualScreen {
  readonly #processes: readonly ChildProcess[];

  /** From here on the processes that this one starts use the display and the bus. Only Linux needs them. */
  static async start(): Promise<VirtualScreen> {
    if (process.platform !== 'linux') return new VirtualScreen([]);
    // Both write where they can be reached to the fourth file descriptor once they can.
    const server = startService(
      'Xvfb',
      '-displayfd',
      '3',
      '-screen',
      '0',
      '1920x1200x24',
      '-nolisten',
      'tcp',
    );
    const bus = startService('dbus-daemon', '--session', '--nofork', '--print-address=3');
    const screen = new VirtualScreen([server, bus]);
    process.env['DISPLAY'] = `:${await firstLine(server)}`;
    process.env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(bus);
    return screen;
  }

  private constructor(processes: readonly ChildProcess[]) {
    this.#processes = processes;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#processes.map(async (child) => {
        const gone = once(child, 'exit');
        child.kill();
        await gone;
      }),
    );
  }
}

function startService(command: string, ...parameters: readonly string[]): ChildProcess {
  return spawn(command, parameters, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
}

async function firstLine(child: ChildProcess): Promise<string> {
  const output = child.stdio[3] as Readable;
  const line = await Promise.race([
    once(output, 'data').then(([data]: unknown[]) => String(data).trim()),
    once(child, 'exit').then(() => ''),
  ]);
  if (line === '') throw new Error(`${child.spawnfile} ended before it was ready`);
  return line;
}
