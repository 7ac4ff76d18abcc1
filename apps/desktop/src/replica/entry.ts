import { randomUUID } from 'node:crypto';
import { toReplicaSchema } from '../contract/main-replica.ts';
import type { ToMain, ToReplica } from '../contract/main-replica.ts';
import { templateAt } from './database/replica-directory.ts';
import { describeFailure } from './errors/describe-failure.ts';
import { ReplicaProgram } from './program/replica-program.ts';
import { electronPort } from './router/message-port.ts';

// Entry of the utility process. The only file of the replica that uses Electron.
const { parentPort } = process;
const tellMain = (message: ToMain) => parentPort.postMessage(message);
let program: ReplicaProgram | undefined;

parentPort.on('message', ({ data, ports }) => {
  const message = toReplicaSchema.safeParse(data);
  if (!message.success) return log('Message from main is invalid', message.error);
  if (message.data.type === 'start') program = begin(message.data);
  else
    program?.receive(
      message.data,
      ports.map((port) => electronPort(port)),
    );
});

process.on('unhandledRejection', (error) => log('Unhandled promise rejection', error));

function begin(start: Extract<ToReplica, { type: 'start' }>): ReplicaProgram {
  const started = new ReplicaProgram({
    userDataDirectory: start.userDataDirectory,
    template: templateAt(start.templateDirectory),
    defaultServerUrl: start.serverUrl,
    deviceName: start.deviceName,
    secretsAvailable: start.secretsAvailable,
    lockTimeoutMs: 10_000,
    now: () => new Date(),
    random: Math.random,
    uuid: randomUUID,
    sendToMain: tellMain,
    log,
    exit: (code) => process.exit(code),
  });
  void started.start();
  return started;
}

/** Main copies the standard error output into the app's log. */
function log(message: string, error?: unknown): void {
  process.stderr.write(`${message}${error === undefined ? '' : `: ${describeFailure(error)}`}\n`);
}
