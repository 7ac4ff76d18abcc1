import { WebSocket, WebSocketServer } from 'ws';

import type { SocketHeard } from './silent-sockets.ts';
import type { Turns } from './turns.ts';

/** A hello that names 100,000 conversations by their ids, of 13 digits at most, and more than ten thousand windows. */
const maxPayload = 3 * 1024 * 1024;

/** Much hangs on a socket, and when a network goes thousands of them end in one moment: they take their leave in turn. */
export class DeviceSocket extends WebSocket implements SocketHeard {
  heardAt = performance.now();
  turns: Turns | undefined;

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'message') this.heardAt = performance.now();
    if (event !== 'close' || this.turns === undefined) return super.emit(event, ...values);
    this.turns.take(() => super.emit(event, ...values));
    return true;
  }
}

export type DeviceSockets = ReturnType<typeof createDeviceSockets>;

/** Compression is off: it costs 8.6 times the memory for each connection (rule D3). */
export function createDeviceSockets() {
  return new WebSocketServer<typeof DeviceSocket>({
    noServer: true,
    perMessageDeflate: false,
    maxPayload,
    WebSocket: DeviceSocket,
  });
}
