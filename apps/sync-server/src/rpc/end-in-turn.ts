import { Duplex } from 'node:stream';

import type { Turns } from './turns.ts';

/**
 * When a network goes, thousands of sockets end in one moment, and Node would hear of all of them before of anything else: a
 * tenth of a second for 2,000. Answers what has a socket's end, or its breaking, noticed in its turn.
 */
export function endingInTurn(turns: Turns): (stream: Duplex) => void {
  // Shared by all sockets: what each had of its own it would have thousands of times.
  function push(this: Duplex, chunk: unknown, encoding?: BufferEncoding): boolean {
    if (chunk !== null) return Duplex.prototype.push.call(this, chunk, encoding);
    turns.take(() => {
      Duplex.prototype.push.call(this, null);
      this.read(0);
    });
    return false;
  }
  function destroy(this: Duplex, error?: Error | null): Duplex {
    if (error === undefined || error === null) return Duplex.prototype.destroy.call(this);
    turns.take(() => Duplex.prototype.destroy.call(this, error));
    return this;
  }
  return (stream) => Object.assign(stream, { push, destroy });
}
