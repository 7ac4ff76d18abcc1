import { BrowserWindow, ipcMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import type { Log } from '../logging/log.ts';
import { isTrustedFrame } from '../security/trusted-frame.ts';

/** The only way for main to receive calls from a page. It checks the sender and parses the arguments of each call. */
export interface ValidatedIpc {
  /** For channels with a reply. */
  answer<Arguments extends readonly unknown[]>(
    channel: string,
    argumentsSchema: z.ZodType<Arguments>,
    run: (window: BrowserWindow, ...parsed: Arguments) => unknown,
  ): void;
  /** For channels without a reply. */
  receive(channel: string, run: (window: BrowserWindow) => void): void;
}

export function createValidatedIpc(log: Log): ValidatedIpc {
  return {
    answer: (channel, argumentsSchema, run) => {
      ipcMain.handle(channel, (event, ...received: unknown[]) => {
        const window = trustedWindow(event);
        const parsed = argumentsSchema.safeParse(received);
        if (window === null || !parsed.success) {
          log.warn('Refused a call from a page', { channel, trusted: window !== null });
          throw new Error(`${channel} was refused`);
        }
        return run(window, ...parsed.data);
      });
    },
    receive: (channel, run) => {
      ipcMain.on(channel, (event) => {
        const window = trustedWindow(event);
        if (window === null) log.warn('Refused a message from a page', { channel });
        else run(window);
      });
    },
  };
}

function trustedWindow(event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow | null {
  return isTrustedFrame(event.senderFrame) ? BrowserWindow.fromWebContents(event.sender) : null;
}
