import { useEffect } from 'react';

import { useLiveQuery } from '../replica/use-live-query.ts';
import { useMutation } from '../replica/use-mutation.ts';

/** Requests this conversation before others that are still to arrive, once per connection. */
export function useLoadOnScroll(conversationId: number): void {
  const { run } = useMutation('conversation.fetchOlder');
  const connectionKind = useLiveQuery('session.state', undefined)?.connection.kind;
  const canRequest = connectionKind === 'live' || connectionKind === 'catching-up';
  useEffect(() => {
    if (canRequest) void run({ id: conversationId });
  }, [run, canRequest, conversationId]);
}
