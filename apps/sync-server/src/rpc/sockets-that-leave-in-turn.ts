import { WebSocket } from 'ws';

import type { Turns } from './turns.ts';

/** Sockets of this server: much hangs on each, and when a network goes thousands of them end in one moment. */
export function socketsThatLeaveIn(turns: Turns): typeof WebSocket {
  return class extends WebSocket {
    override emit(event: string | symbol, ...values: unknown[]): boolean {
      if (event !== 'close') return super.emit(event, ...values);
      turns.take(() => super.emit(event, ...values));
      return true;
    }
  };
}
