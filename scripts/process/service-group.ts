import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { UserFacingError } from './user-facing-error.ts';
import { processIdentity } from './process-identity.ts';
import { startService } from './service-process.ts';
import type { ServiceOptions, ServiceProcess } from './service-process.ts';

interface RecordedProcess {
  readonly name: string;
  readonly processId: number;
  readonly identity: string;
}

const stopTimeoutMs = 10_000;

/**
 * The processes of one `pnpm start`, stopped in reverse order of their start. They are also recorded in a file, so
 * that the next start can stop the processes of a killed one.
 */
export class ServiceGroup {
  readonly #recordPath: string;
  readonly #services: ServiceProcess[] = [];
  readonly #records: RecordedProcess[] = [];

  private constructor(recordPath: string) {
    this.#recordPath = recordPath;
  }

  /**
   * Stops the recorded processes of a killed earlier group and creates a new group. Throws if the owner of the
   * earlier group still runs.
   */
  static async take(recordPath: string): Promise<ServiceGroup> {
    const [owner, ...services] = readRecords(recordPath);
    if (owner !== undefined && (await isRunning(owner))) {
      throw new UserFacingError(
        `It is already running as process ${owner.processId}. Stop that process first.`,
      );
    }
    for (const service of services.toReversed()) await stopOrphan(service);
    const group = new ServiceGroup(recordPath);
    await group.adopt('start', process.pid);
    return group;
  }

  async start(options: ServiceOptions): Promise<ServiceProcess> {
    const service = startService(options);
    this.#services.push(service);
    await this.adopt(options.name, service.processId);
    return service;
  }

  /** Records a process that was started outside `start`. */
  async adopt(name: string, processId: number): Promise<void> {
    const identity = await processIdentity(processId);
    if (identity === undefined) return;
    this.#records.push({ name, processId, identity });
    mkdirSync(dirname(this.#recordPath), { recursive: true });
    writeFileSync(this.#recordPath, JSON.stringify(this.#records));
  }

  async stop(): Promise<void> {
    for (const service of this.#services.toReversed()) await service.stop();
    rmSync(this.#recordPath, { force: true });
  }
}

function readRecords(path: string): RecordedProcess[] {
  if (!existsSync(path)) return [];
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RecordedProcess[];
  } catch {
    // The file is incomplete after a crash; the processes are unknown.
    return [];
  }
}

async function isRunning(record: RecordedProcess): Promise<boolean> {
  return (await processIdentity(record.processId)) === record.identity;
}

async function stopOrphan(record: RecordedProcess): Promise<void> {
  if (!(await isRunning(record))) return;
  console.log(`Stopping ${record.name}, which still runs from an earlier start.`);
  process.kill(record.processId, 'SIGTERM');
  const deadline = Date.now() + stopTimeoutMs;
  while (await isRunning(record)) {
    if (Date.now() > deadline) process.kill(record.processId, 'SIGKILL');
    await delay(50);
  }
}
