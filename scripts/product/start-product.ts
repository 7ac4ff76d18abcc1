import { join } from 'node:path';

import { assertPostgresPortFree } from '../../apps/sync-server/src/embedded-postgres/listening-port.ts';
import { startEmbeddedPostgres } from '../../apps/sync-server/src/embedded-postgres/start-embedded-postgres.ts';
import { repositoryRoot } from '../paths.ts';
import { ServiceGroup } from '../process/service-group.ts';
import type { ServiceProcess } from '../process/service-process.ts';
import { demoSignIn, prepareDemo } from './demo.ts';
import type { DemoSignIn } from './demo.ts';
import { holdfastEntry, runHoldfast } from './holdfast-command.ts';
import { readOrCreateSecret } from './read-or-create-secret.ts';
import { startServerProcess } from './server-process.ts';

export interface ProductOptions {
  readonly stateDirectory: string;
  readonly port: number;
  /** True to restart the server when a source file changes. */
  readonly isWatched: boolean;
}

/** The product without the desktop app: database, demo tenant, server and simulated customers. */
export interface Product {
  readonly serverUrl: string;
  /** Sign-in of the agent whose inbox the app opens. */
  readonly signIn: DemoSignIn;
  /** Processes that must not exit by themselves. */
  readonly services: readonly ServiceProcess[];
  /** The group to which the desktop app is added; the app is stopped first. */
  readonly group: ServiceGroup;
  /** Stops the app, the customers, the server and finally Postgres. */
  stop(): Promise<void>;
}

/** Starts the product on this machine and reuses the data of an earlier start. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { stateDirectory } = options;
  const group = await ServiceGroup.take(join(stateDirectory, 'processes.json'));
  const stops: (() => Promise<void>)[] = [() => group.stop()];
  const stop = async () => {
    for (const step of stops) await step();
  };
  try {
    // Replies are posted to the port after the server's.
    const replyPort = options.port + 1;
    await assertPostgresPortFree(options.port);
    await assertPostgresPortFree(replyPort);
    logStep('Starting Postgres');
    const postgres = await startEmbeddedPostgres({ stateDirectory: join(stateDirectory, 'postgres') });
    stops.push(() => postgres.stop());

    const serverUrl = `http://127.0.0.1:${options.port}`;
    const env = {
      HOLDFAST_DATABASE_URL: postgres.url,
      HOLDFAST_PORT: String(options.port),
      HOLDFAST_PUBLIC_URL: serverUrl,
      HOLDFAST_TOKEN_SECRET: readOrCreateSecret(join(stateDirectory, 'token-secret')),
      HOLDFAST_FILES_DIRECTORY: join(stateDirectory, 'files'),
      // Replies are posted to the simulated customers on this machine.
      HOLDFAST_ALLOW_PRIVATE_ADDRESSES: 'true',
    };
    logStep('Migrating');
    await runHoldfast(['migrate'], { env });
    logStep('Preparing the demo tenant');
    const demoFile = join(stateDirectory, 'demo.json');
    const demo = await prepareDemo({ stateFile: demoFile, replyPort, env });

    logStep(`Starting the sync server on ${serverUrl}`);
    const logPath = join(stateDirectory, 'logs/sync-server.log');
    const server = await startServerProcess(group, {
      env,
      url: serverUrl,
      logPath,
      isWatched: options.isWatched,
    });
    logStep('Starting the simulated customers');
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

function logStep(step: string): void {
  console.log(`${step} …`);
}
