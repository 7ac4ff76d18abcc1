import { useEffect, useRef } from 'react';

/**
 * While the result of a changed question is still on its way, the last answer to the same topic stays on screen,
 * so that typing into a filter does not make the list blink.
 */
export function useLastKnown<Value>(value: Value | undefined, topic: string): Value | undefined {
  const last = useRef<{ readonly topic: string; readonly value: Value } | null>(null);
  useEffect(() => {
    if (value !== undefined) last.current = { topic, value };
  });
  if (value !== undefined) return value;
  return last.current?.topic === topic ? last.current.value : undefined;
}
