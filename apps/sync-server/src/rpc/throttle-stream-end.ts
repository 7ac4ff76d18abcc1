import { Duplex } from 'node:stream';

import type { EventLoopThrottle } from './event-loop-throttle.ts';

/**
 * Returns a function that throttles the end and errors of a stream. When a network fails, thousands of sockets end at
 * the same time, and Node would handle all of them before anything else: 100 ms for 2,000 sockets.
 */
export function throttleStreamEnd(throttle: EventLoopThrottle): (stream: Duplex) => void {
  // Shared by all sockets, to save memory: closures per socket would exist thousands of times.
  function push(this: Duplex, chunk: unknown, encoding?: BufferEncoding): boolean {
    if (chunk !== null) return Duplex.prototype.push.call(this, chunk, encoding);
    throttle.schedule(() => {
      Duplex.prototype.push.call(this, null);
      this.read(0);
    });
    return false;
  }
  function destroy(this: Duplex, error?: Error | null): Duplex {
    if (error === undefined || error === null) return Duplex.prototype.destroy.call(this);
    throttle.schedule(() => Duplex.prototype.destroy.call(this, error));
    return this;
  }
  return (stream) => Object.assign(stream, { push, destroy });
}
