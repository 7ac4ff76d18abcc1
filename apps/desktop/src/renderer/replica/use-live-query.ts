import { useCallback, useState, useSyncExternalStore } from 'react';

import type { LiveQueryName } from '../../contract/live-queries.ts';
import { queryKey } from './live-query-cache.ts';
import type { QueryInput, QueryResult } from './replica-client.ts';
import { useReplica } from './replica-context.tsx';

/**
 * The result of a named query of the replica, updated after each change. A result that was read before is there in the
 * first frame. Undefined: not read yet.
 */
export function useLiveQuery<Name extends LiveQueryName>(
  name: Name,
  input: QueryInput<Name>,
): QueryResult<Name> | undefined {
  const replica = useReplica();
  const held = useHeldInput(queryKey(name, input), input);
  const subscribe = useCallback(
    (listener: () => void) => replica.subscribe(name, held, listener),
    [replica, name, held],
  );
  return useSyncExternalStore(subscribe, () => replica.read(name, held));
}

/** Keeps the identity of an input while its fields stay the same; callers often pass a new object. */
function useHeldInput<Input>(key: string, input: Input): Input {
  const [held, hold] = useState({ key, input });
  if (held.key === key) return held.input;
  hold({ key, input });
  return input;
}
