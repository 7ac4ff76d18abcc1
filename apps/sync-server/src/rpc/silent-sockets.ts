/** As much of a socket as has to be known to say whether anybody is at its other end. */
export interface SocketHeard {
  /** When its last message came; `performance.now()`. */
  readonly heardAt: number;
  send(text: string): void;
  terminate(): void;
}

const lookEveryMs = 5000;
const askAfterMs = 25_000;
const cutAfterMs = 35_000;

/** One timer for all: what a timer for each of thousands costs is mostly memory. Answers the way to stop. */
export function watchSilentSockets(sockets: Iterable<SocketHeard>): () => void {
  const timer = setInterval(() => {
    for (const socket of sockets) askOrCut(socket, performance.now());
  }, lookEveryMs);
  return () => clearInterval(timer);
}

/** Whoever has been silent for long is asked in the words of tRPC's clients, which answer; a network that went does not. */
export function askOrCut(socket: SocketHeard, now: number): void {
  const silentMs = now - socket.heardAt;
  if (silentMs > cutAfterMs) socket.terminate();
  else if (silentMs > askAfterMs) socket.send('PING');
}
