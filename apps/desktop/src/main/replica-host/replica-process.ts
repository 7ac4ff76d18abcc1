import { utilityProcess } from 'electron';
import type { MessagePortMain } from 'electron';
import { toMainSchema } from '../../contract/main-replica.ts';
import type { ToMain, ToReplica } from '../../contract/main-replica.ts';
import type { Log } from '../logging/log.ts';

export interface ReplicaProcess {
  send(message: ToReplica, port?: MessagePortMain): void;
  kill(): void;
  readonly exited: Promise<void>;
}

export interface ReplicaProcessOptions {
  readonly modulePath: string;
  readonly log: Log;
  onMessage(message: ToMain): void;
  onExit(code: number): void;
}

/** Starts the replica's process. Its messages are parsed; its output goes to the log. */
export function startReplicaProcess(options: ReplicaProcessOptions): ReplicaProcess {
  const { log } = options;
  const child = utilityProcess.fork(options.modulePath, [], {
    serviceName: 'Holdfast replica',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.on('data', (chunk: Buffer) => log.info(`replica: ${chunk.toString().trimEnd()}`));
  child.stderr?.on('data', (chunk: Buffer) => log.warn(`replica: ${chunk.toString().trimEnd()}`));
  child.on('message', (data: unknown) => {
    const parsed = toMainSchema.safeParse(data);
    if (parsed.success) options.onMessage(parsed.data);
    else log.error('Invalid message from the replica', parsed.error.issues);
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      options.onExit(code);
      resolve();
    });
  });
  return {
    send: (message, port) => child.postMessage(message, port === undefined ? [] : [port]),
    kill: () => child.kill(),
    exited,
  };
}
