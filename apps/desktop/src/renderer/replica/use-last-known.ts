import { useEffect, useRef } from 'react';

/**
 * Keeps the last result of the same topic while the result of a changed query loads, so that typing into a filter does
 * not make the list flicker.
 */
export function useLastKnown<Value>(value: Value | undefined, topic: string): Value | undefined {
  const last = useRef<{ readonly topic: string; readonly value: Value } | null>(null);
  useEffect(() => {
    if (value !== undefined) last.current = { topic, value };
  });
  if (value !== undefined) return value;
  return last.current?.topic === topic ? last.current.value : undefined;
}
