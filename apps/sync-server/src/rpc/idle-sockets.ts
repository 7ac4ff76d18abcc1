/** The part of a socket that is needed to detect a dead connection. */
export interface MonitoredSocket {
  /** Time of the last received message, as `performance.now()`. */
  readonly lastMessageAt: number;
  send(text: string): void;
  terminate(): void;
}

const checkIntervalMs = 5000;
const pingAfterMs = 25_000;
const terminateAfterMs = 35_000;

/** Uses one timer for all sockets, to save memory. Returns the function that stops it. */
export function monitorIdleSockets(sockets: Iterable<MonitoredSocket>): () => void {
  const timer = setInterval(() => {
    for (const socket of sockets) pingOrTerminate(socket, performance.now());
  }, checkIntervalMs);
  return () => clearInterval(timer);
}

/** Sends PING after 25 s without a message; every tRPC client replies to it. Terminates the socket after 35 s. */
export function pingOrTerminate(socket: MonitoredSocket, now: number): void {
  const silentMs = now - socket.lastMessageAt;
  if (silentMs > terminateAfterMs) socket.terminate();
  else if (silentMs > pingAfterMs) socket.send('PING');
}
