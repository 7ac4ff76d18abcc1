import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { openReplicaDatabase } from '../src/replica/database/replica-database.ts';
import { templateAt } from '../src/replica/database/replica-directory.ts';
import { ReplicaProgram } from '../src/replica/program/replica-program.ts';
import { nodePort } from '../src/replica/router/message-port.ts';
import type { FromPreviousClient, ToPreviousClient } from './harness-messages.ts';

// The program around an older replica. It takes the place of main and relays messages between the test and the
// replica's windows. `build.ts` bundles it with the replica of the given commit, so the imports from `../src` resolve
// to the files of that commit.

/** The replica's migrations of that commit by file name; `build.ts` defines them. */
declare const previousMigrations: Readonly<Record<string, string>>;

const windows = new Map<number, MessagePort>();
let program: ReplicaProgram | undefined;

process.on('message', (message: ToPreviousClient) => {
  switch (message.type) {
    case 'start':
      return void start(message);
    case 'main':
      return program?.receive(message.message, []);
    case 'openWindow':
      return openWindow(message.windowId);
    case 'port':
      return windows.get(message.windowId)?.postMessage(message.data);
    default:
      message satisfies never;
  }
});
// The test process has ended.
process.on('disconnect', () => process.exit(1));
tell({ type: 'ready' });

async function start(options: Extract<ToPreviousClient, { type: 'start' }>): Promise<void> {
  await buildTemplate(options.templateDirectory);
  program = new ReplicaProgram({
    userDataDirectory: options.userDataDirectory,
    template: templateAt(options.templateDirectory),
    defaultServerUrl: options.serverUrl,
    deviceName: 'previous client',
    secretsAvailable: true,
    lockTimeoutMs: 0,
    now: () => new Date(),
    random: Math.random,
    uuid: randomUUID,
    sendToMain: (message) => tell({ type: 'told', message }),
    log: (message, error) => process.stderr.write(`${message} ${String(error)}\n`),
    exit: () => setImmediate(() => process.disconnect()),
  });
  await program.start();
  tell({ type: 'started' });
}

function openWindow(windowId: number): void {
  const { port1, port2 } = new MessageChannel();
  windows.set(windowId, port2);
  port2.on('message', (data: unknown) => tell({ type: 'port', windowId, data }));
  program?.receive({ type: 'openWindowPort', windowId }, [nodePort(port1)]);
}

/** Builds the template database in the way of that commit, if the folder does not exist yet. */
async function buildTemplate(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  const partial = `${directory}.partial`;
  const template = templateAt(partial);
  await rm(partial, { recursive: true, force: true });
  for (const [name, text] of Object.entries(previousMigrations)) {
    const file = join(template.migrationsDirectory, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const { database } = await openReplicaDatabase(template.databaseDirectory, template);
  await database.close();
  await rename(partial, directory);
}

function tell(message: FromPreviousClient): void {
  process.send?.(message);
}
