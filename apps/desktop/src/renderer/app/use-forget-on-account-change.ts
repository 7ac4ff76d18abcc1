import { useEffect, useRef } from 'react';

import { useReplica } from '../replica/replica-context.tsx';

/** Clears the query cache when the account changes, so that no frame shows data of the previous account. */
export function useForgetOnAccountChange(account: string | undefined): void {
  const replica = useReplica();
  const previous = useRef(account);
  useEffect(() => {
    if (account === undefined) return;
    if (previous.current !== undefined && previous.current !== account) replica.forget();
    previous.current = account;
  }, [account, replica]);
}
