import { useCallback, useSyncExternalStore } from 'react';

import type { LiveQueryName } from '../../contract/live-queries.ts';
import { queryKey } from './live-query-cache.ts';
import type { QueryInput, QueryResult } from './replica-client.ts';
import { useReplica } from './replica-context.tsx';

/**
 * The result of a named query of the replica, and again after each change. What was read before is there in the
 * first frame; undefined means: never read yet.
 */
export function useLiveQuery<Name extends LiveQueryName>(
  name: Name,
  input: QueryInput<Name>,
): QueryResult<Name> | undefined {
  const replica = useReplica();
  const key = queryKey(name, input);
  const subscribe = useCallback(
    (listener: () => void) => replica.subscribe(name, input, listener),
    // `key` stands for the name and the input, which is often a fresh object with the same fields.
    [replica, key],
  );
  return useSyncExternalStore(subscribe, () => replica.read(name, input));
}
