import { useCallback, useEffect, useRef } from 'react';

import { useReplica } from '../replica/replica-context.tsx';
import { useUi } from '../state/use-ui.tsx';
import { tellPresence } from './tell-presence.ts';
import type { ToldPresence } from './tell-presence.ts';

/** Lets colleagues know that the agent has this conversation open. Answers what to call when they type. */
export function useOwnPresence(conversationId: number): () => void {
  const replica = useReplica();
  const isShared = useUi((state) => state.preferences.sharePresence) === 'on';
  const told = useRef<ToldPresence | null>(null);
  useEffect(() => {
    if (!isShared) return undefined;
    const presence = tellPresence({
      conversationId,
      // Whatever keeps it from being said, nobody is to be troubled with it.
      say: (statement) => void replica.mutate('conversation.setPresence', statement).catch(() => undefined),
    });
    told.current = presence;
    return () => {
      told.current = null;
      presence.stop();
    };
  }, [replica, conversationId, isShared]);
  return useCallback(() => told.current?.typed(), []);
}
