import { useCallback, useEffect, useRef } from 'react';

import { useReplica } from '../replica/replica-context.tsx';
import { useUi } from '../state/use-ui.tsx';
import { reportPresence } from './report-presence.ts';
import type { PresenceReporter } from './report-presence.ts';

/**
 * Reports to colleagues that the agent has this conversation open. Returns the function to call when the agent types.
 */
export function useOwnPresence(conversationId: number): () => void {
  const replica = useReplica();
  const isShared = useUi((state) => state.preferences.sharePresence) === 'on';
  const reporter = useRef<PresenceReporter | null>(null);
  useEffect(() => {
    if (!isShared) return undefined;
    const presence = reportPresence({
      conversationId,
      // Presence is best effort: the agent is not bothered with its errors.
      say: (statement) => void replica.mutate('conversation.setPresence', statement).catch(() => undefined),
    });
    reporter.current = presence;
    return () => {
      reporter.current = null;
      presence.stop();
    };
  }, [replica, conversationId, isShared]);
  return useCallback(() => reporter.current?.typed(), []);
}
