import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { delimiter } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { findFreePort } from '@holdfast/sync-server/embedded-postgres/listening-port';

/** A real NATS server on a free port. It keeps the port when it is started again. */
export interface TestNatsServer {
  readonly url: string;
  start(): Promise<void>;
  /** Sends SIGKILL, so connections break without a close. */
  kill(): Promise<void>;
  countConnections(): Promise<number>;
}

const monitoredConnections = z.object({ num_connections: z.number() });

/** @param options further command-line options, for example for authentication */
export async function startNatsServer(options: readonly string[] = []): Promise<TestNatsServer> {
  const port = await findFreePort();
  const monitoringPort = await findFreePort();
  const start = () => run(port, ['--http_port', String(monitoringPort), ...options]);
  let child = await start();
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return {
    url: `nats://127.0.0.1:${port}`,
    start: async () => {
      child = await start();
    },
    kill,
    countConnections: async () => {
      const response = await fetch(`http://127.0.0.1:${monitoringPort}/connz`);
      return monitoredConnections.parse(await response.json()).num_connections;
    },
  };
}

/** Debian installs the program in a folder that is only in root's path. */
const searchPath = [process.env['PATH'], '/usr/sbin', '/usr/local/sbin'].join(delimiter);

/** Resolves when the server accepts connections. */
async function run(port: number, options: readonly string[]) {
  const child = spawn('nats-server', ['--addr', '127.0.0.1', '--port', String(port), ...options], {
    env: { ...process.env, PATH: searchPath },
    stdio: 'ignore',
  });
  await once(child, 'spawn');
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`nats-server ended with ${child.exitCode}`);
    await sleep(20);
  }
  return child;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
