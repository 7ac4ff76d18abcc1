import { WebSocket, WebSocketServer } from 'ws';

import type { MonitoredSocket } from './idle-sockets.ts';

/** Bytes. Fits a hello with 100,000 conversation ids of up to 13 digits and more than 10,000 windows (rule S4). */
const maxPayload = 3 * 1024 * 1024;

/** A device's socket. It records the time of its last message. */
export class DeviceSocket extends WebSocket implements MonitoredSocket {
  lastMessageAt = performance.now();

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'message') this.lastMessageAt = performance.now();
    return super.emit(event, ...values);
  }
}

export type DeviceSockets = ReturnType<typeof createDeviceSockets>;

/** Compression is off: it takes 8.6 times the memory per connection (rule D3). */
export function createDeviceSockets() {
  return new WebSocketServer<typeof DeviceSocket>({
    noServer: true,
    perMessageDeflate: false,
    maxPayload,
    WebSocket: DeviceSocket,
  });
}
