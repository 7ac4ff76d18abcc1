import { useEffect, useRef } from 'react';

import type { Timeline } from '../../contract/timeline.ts';
import { longestTimeline } from '../../contract/timeline.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { useMutation } from '../replica/use-mutation.ts';
import { timelinePage } from './timeline-page.ts';

export interface OlderMessagesOptions {
  readonly conversationId: number;
  /** The newest answer; undefined while one with more items is on its way. */
  readonly timeline: Timeline | undefined;
  readonly isNearTop: boolean;
  /** How many of the items that are here are shown. */
  readonly setLimit: (change: (limit: number) => number) => void;
}

/** What is to be said at the top of what is here. */
export type OlderMessages = 'nothing' | 'fetching' | 'offline';

/**
 * Whoever comes near the top is shown more: of what this device holds, and then of what the server has, which a delta
 * brings. Each page is asked for once, and again after a connection that was lost.
 */
export function useOlderMessages(options: OlderMessagesOptions): OlderMessages {
  const { conversationId, timeline, isNearTop, setLimit } = options;
  const { run: fetchOlder } = useMutation('conversation.fetchOlder');
  const isLive = useLiveQuery('session.state', undefined)?.connection.kind === 'live';
  const askedAbove = useRef<string | null>(null);
  const oldest = timeline?.items[0]?.key ?? '';
  const isWanted = isNearTop && timeline !== undefined;

  useEffect(() => {
    if (isWanted && timeline.hasMore) setLimit((limit) => Math.min(limit + timelinePage, longestTimeline));
  }, [isWanted, timeline, setLimit]);

  const isToBeFetched = isWanted && !timeline.hasMore && timeline.hasOlderOnServer;
  useEffect(() => {
    if (!isLive) askedAbove.current = null;
    else if (isToBeFetched && askedAbove.current !== oldest) {
      askedAbove.current = oldest;
      void fetchOlder({ id: conversationId });
    }
  }, [isLive, isToBeFetched, oldest, fetchOlder, conversationId]);

  if (!isToBeFetched) return 'nothing';
  return isLive ? 'fetching' : 'offline';
}
