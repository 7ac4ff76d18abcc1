import { join } from 'node:path';

import { assertPortFree } from '../../apps/sync-server/src/embedded-postgres/listening-port.ts';
import { startEmbeddedPostgres } from '../../apps/sync-server/src/embedded-postgres/start-embedded-postgres.ts';
import { repositoryRoot } from '../paths.ts';
import { ServiceGroup } from '../process/service-group.ts';
import type { ServiceProcess } from '../process/service-process.ts';
import { demoSignIn, prepareDemo } from './demo.ts';
import type { DemoSignIn } from './demo.ts';
import { holdfastEntry, runHoldfast } from './holdfast-command.ts';
import { keptSecret } from './kept-secret.ts';
import { startServer } from './server-process.ts';

export interface ProductOptions {
  readonly stateDirectory: string;
  readonly port: number;
  /** Restarts the server when a source file changes. */
  readonly isWatched: boolean;
}

/** Everything but the desktop app: database, demo tenant, server, customers who keep writing. */
export interface Product {
  readonly serverUrl: string;
  /** The agent whose inbox the app opens. */
  readonly signIn: DemoSignIn;
  /** The processes that must not end by themselves. */
  readonly services: readonly ServiceProcess[];
  /** For the desktop app, which is stopped before all others. */
  readonly group: ServiceGroup;
  /** App, customers, server, and Postgres last. */
  stop(): Promise<void>;
}

/** Starts the whole product on this machine; what has been made by an earlier start is not made again. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { stateDirectory } = options;
  const group = await ServiceGroup.take(join(stateDirectory, 'processes.json'));
  const stops: (() => Promise<void>)[] = [() => group.stop()];
  const stop = async () => {
    for (const step of stops) await step();
  };
  try {
    // The customers get their replies on the port beside the server's.
    const replyPort = options.port + 1;
    await assertPortFree(options.port);
    await assertPortFree(replyPort);
    say('Starting Postgres');
    const postgres = await startEmbeddedPostgres({ stateDirectory: join(stateDirectory, 'postgres') });
    stops.push(() => postgres.stop());

    const serverUrl = `http://127.0.0.1:${options.port}`;
    const env = {
      HOLDFAST_DATABASE_URL: postgres.url,
      HOLDFAST_PORT: String(options.port),
      HOLDFAST_PUBLIC_URL: serverUrl,
      HOLDFAST_TOKEN_SECRET: keptSecret(join(stateDirectory, 'token-secret')),
      HOLDFAST_FILES_DIRECTORY: join(stateDirectory, 'files'),
      // The customers are on this machine, and replies are posted to them.
      HOLDFAST_ALLOW_PRIVATE_ADDRESSES: 'true',
    };
    say('Migrating');
    await runHoldfast(['migrate'], { env });
    say('Looking after the demo tenant');
    const demoFile = join(stateDirectory, 'demo.json');
    const demo = await prepareDemo({ stateFile: demoFile, replyPort, env });

    say(`Starting the sync server on ${serverUrl}`);
    const logPath = join(stateDirectory, 'logs/sync-server.log');
    const server = await startServer(group, { env, url: serverUrl, logPath, isWatched: options.isWatched });
    say('Letting customers write');
    const customers = await group.start({
      name: 'customers',
      command: process.execPath,
      arguments: [holdfastEntry, 'simulate', '--state-file', demoFile, '--callback-port', String(replyPort)],
      cwd: repositoryRoot,
      env: { ...env, HOLDFAST_SERVER_URL: serverUrl },
      logPath: join(stateDirectory, 'logs/customers.log'),
    });
    return { serverUrl, signIn: demoSignIn(demo), services: [server, customers], group, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function say(what: string): void {
  console.log(`${what} …`);
}
