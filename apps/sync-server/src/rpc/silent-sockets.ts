/** The part of a socket that is needed to detect a dead connection. */
export interface SocketHeard {
  /** Time of the last received message, as `performance.now()`. */
  readonly heardAt: number;
  send(text: string): void;
  terminate(): void;
}

const lookEveryMs = 5000;
const askAfterMs = 25_000;
const cutAfterMs = 35_000;

/** Uses one timer for all sockets, to save memory. Returns the function that stops it. */
export function watchSilentSockets(sockets: Iterable<SocketHeard>): () => void {
  const timer = setInterval(() => {
    for (const socket of sockets) askOrCut(socket, performance.now());
  }, lookEveryMs);
  return () => clearInterval(timer);
}

/** Sends PING after 25 s without a message; every tRPC client replies to it. Terminates the socket after 35 s. */
export function askOrCut(socket: SocketHeard, now: number): void {
  const silentMs = now - socket.heardAt;
  if (silentMs > cutAfterMs) socket.terminate();
  else if (silentMs > askAfterMs) socket.send('PING');
}
