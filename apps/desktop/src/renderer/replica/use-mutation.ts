import { useCallback, useState } from 'react';

import type { ReplicaError } from '../../contract/replica-error.ts';
import { replicaErrorOf } from './replica-call-error.ts';
import { useReplica } from './replica-context.tsx';
import type { MutationName, ReplicaMutations } from './replica-mutations.ts';

export type Outcome<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly error: ReplicaError };

export interface MutationHook<Name extends MutationName> {
  /** Never rejects: an error is in the outcome, and in `error` until the next run. */
  readonly run: (
    input: ReplicaMutations[Name]['input'],
  ) => Promise<Outcome<ReplicaMutations[Name]['result']>>;
  readonly state: 'idle' | 'running';
  readonly error: ReplicaError | null;
}

export function useMutation<Name extends MutationName>(name: Name): MutationHook<Name> {
  const replica = useReplica();
  const [running, setRunning] = useState(0);
  const [error, setError] = useState<ReplicaError | null>(null);
  const run = useCallback(
    async (input: ReplicaMutations[Name]['input']): Promise<Outcome<ReplicaMutations[Name]['result']>> => {
      setRunning((count) => count + 1);
      setError(null);
      try {
        return { ok: true, result: await replica.mutate(name, input) };
      } catch (thrown) {
        const replicaError = replicaErrorOf(thrown);
        setError(replicaError);
        return { ok: false, error: replicaError };
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [replica, name],
  );
  return { run, state: running > 0 ? 'running' : 'idle', error };
}
