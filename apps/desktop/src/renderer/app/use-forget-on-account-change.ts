import { useEffect, useRef } from 'react';

import { useReplica } from '../replica/replica-context.tsx';

/** What the last account saw must not be there for one frame when another one signs in. */
export function useForgetOnAccountChange(account: string | undefined): void {
  const replica = useReplica();
  const previous = useRef(account);
  useEffect(() => {
    if (account === undefined) return;
    if (previous.current !== undefined && previous.current !== account) replica.forget();
    previous.current = account;
  }, [account, replica]);
}
