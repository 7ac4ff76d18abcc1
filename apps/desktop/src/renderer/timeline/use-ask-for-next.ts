import { useEffect } from 'react';

import { useLiveQuery } from '../replica/use-live-query.ts';
import { useMutation } from '../replica/use-mutation.ts';

/** Asks the server to send this conversation before others that are still to come, once for each connection. */
export function useAskForNext(conversationId: number): void {
  const { run } = useMutation('conversation.fetchOlder');
  const isConnected = useLiveQuery('session.state', undefined)?.connection.kind;
  const canBeAsked = isConnected === 'live' || isConnected === 'catching-up';
  useEffect(() => {
    if (canBeAsked) void run({ id: conversationId });
  }, [run, canBeAsked, conversationId]);
}
