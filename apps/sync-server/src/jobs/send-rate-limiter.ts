/** Spaces the messages of one channel evenly, so that the channel never exceeds its rate. */
export interface SendRateLimiter {
  /** Reserves the next free slot of `key` and returns the milliseconds until then. */
  reserve: (key: string, perSecond: number, now: number) => number;
}

export function createSendRateLimiter(): SendRateLimiter {
  const nextFree = new Map<string, number>();
  return {
    reserve(key, perSecond, now) {
      const at = Math.max(now, nextFree.get(key) ?? now);
      nextFree.set(key, at + 1000 / perSecond);
      return at - now;
    },
  };
}
