import { WebSocket, WebSocketServer } from 'ws';

import type { SocketHeard } from './silent-sockets.ts';

/** A hello that names 100,000 conversations by their ids, of 13 digits at most, and more than ten thousand windows. */
const maxPayload = 3 * 1024 * 1024;

/** A device's socket, which knows when it was last heard. */
export class DeviceSocket extends WebSocket implements SocketHeard {
  heardAt = performance.now();

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'message') this.heardAt = performance.now();
    return super.emit(event, ...values);
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
