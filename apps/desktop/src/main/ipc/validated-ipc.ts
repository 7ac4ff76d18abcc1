import { BrowserWindow, ipcMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import type { Log } from '../logging/log.ts';
import { isTrustedFrame } from '../security/trusted-frame.ts';

/** The only way for main to listen to a page: each call's sender is checked and its arguments are parsed. */
export interface ValidatedIpc {
  /** For channels that are answered. */
  answer<Arguments extends readonly unknown[]>(
    channel: string,
    argumentsSchema: z.ZodType<Arguments>,
    run: (window: BrowserWindow, ...parsed: Arguments) => unknown,
  ): void;
  /** For channels that are not. */
  receive(channel: string, run: (window: BrowserWindow) => void): void;
}

export function createValidatedIpc(log: Log): ValidatedIpc {
  return {
    answer: (channel, argumentsSchema, run) => {
      ipcMain.handle(channel, (event, ...received: unknown[]) => {
        const window = trustedWindow(event);
        const parsed = argumentsSchema.safeParse(received);
        if (window === null || !parsed.success) {
          log.warn('A call from a page was refused', { channel, trusted: window !== null });
          throw new Error(`${channel} was refused`);
        }
        return run(window, ...parsed.data);
      });
    },
    receive: (channel, run) => {
      ipcMain.on(channel, (event) => {
        const window = trustedWindow(event);
        if (window === null) log.warn('A message from a page was refused', { channel });
        else run(window);
      });
    },
  };
}

function trustedWindow(event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow | null {
  return isTrustedFrame(event.senderFrame) ? BrowserWindow.fromWebContents(event.sender) : null;
}
