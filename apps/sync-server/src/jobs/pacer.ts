/** Spreads what is sent through one channel evenly, so that it never exceeds its rate. */
export interface Pacer {
  /** Books the next free moment and answers how many milliseconds away it is. */
  reserve: (key: string, perSecond: number, now: number) => number;
}

export function createPacer(): Pacer {
  const nextFree = new Map<string, number>();
  return {
    reserve(key, perSecond, now) {
      const at = Math.max(now, nextFree.get(key) ?? now);
      nextFree.set(key, at + 1000 / perSecond);
      return at - now;
    },
  };
}
