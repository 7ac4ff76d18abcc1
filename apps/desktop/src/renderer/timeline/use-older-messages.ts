import { useEffect, useRef } from 'react';

import type { Timeline } from '../../contract/timeline.ts';
import { maxTimelineItems } from '../../contract/timeline.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { useMutation } from '../replica/use-mutation.ts';
import { timelinePage } from './timeline-page.ts';

export interface OlderMessagesOptions {
  readonly conversationId: number;
  /** The newest result; undefined while a result with more items loads. */
  readonly timeline: Timeline | undefined;
  readonly isNearTop: boolean;
  /** Changes the number of items that are shown. */
  readonly setLimit: (change: (limit: number) => number) => void;
}

/** State of the line at the top of the timeline. */
export type OlderMessages = 'nothing' | 'fetching' | 'offline';

/**
 * Near the top, shows more items: first those on this device, then those of the server, which arrive with a delta. Each
 * page is requested once, and again after a lost connection.
 */
export function useOlderMessages(options: OlderMessagesOptions): OlderMessages {
  const { conversationId, timeline, isNearTop, setLimit } = options;
  const { run: fetchOlder } = useMutation('conversation.fetchOlder');
  const isLive = useLiveQuery('session.state', undefined)?.connection.kind === 'live';
  const requestedAbove = useRef<string | null>(null);
  const oldest = timeline?.items[0]?.key ?? '';
  const isWanted = isNearTop && timeline !== undefined;

  useEffect(() => {
    if (isWanted && timeline.hasMore) setLimit((limit) => Math.min(limit + timelinePage, maxTimelineItems));
  }, [isWanted, timeline, setLimit]);

  const isFetchNeeded = isWanted && !timeline.hasMore && timeline.hasOlderOnServer;
  useEffect(() => {
    if (!isLive) requestedAbove.current = null;
    else if (isFetchNeeded && requestedAbove.current !== oldest) {
      requestedAbove.current = oldest;
      void fetchOlder({ id: conversationId });
    }
  }, [isLive, isFetchNeeded, oldest, fetchOlder, conversationId]);

  if (!isFetchNeeded) return 'nothing';
  return isLive ? 'fetching' : 'offline';
}
