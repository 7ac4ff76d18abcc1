import electronLog from 'electron-log/main';
import { join } from 'node:path';
import { redact } from './redact.ts';

export interface Log {
  info(message: string, ...details: unknown[]): void;
  warn(message: string, ...details: unknown[]): void;
  error(message: string, ...details: unknown[]): void;
}

/** One rotating log file in the profile folder. Every line to the file and the console passes through `redact`. */
export function openLog(userDataDirectory: string): Log {
  electronLog.hooks.push((message) => ({ ...message, data: message.data.map((item) => redact(item)) }));
  electronLog.transports.file.resolvePathFn = () => join(userDataDirectory, 'logs', 'main.log');
  electronLog.transports.file.maxSize = 5 * 1024 * 1024;
  electronLog.transports.file.level = 'info';
  electronLog.transports.ipc.level = false;
  return electronLog;
}
