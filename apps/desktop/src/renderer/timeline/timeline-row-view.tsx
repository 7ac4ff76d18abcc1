import { DayDivider } from '@holdfast/ui/inbox/day-divider';
import { memo } from 'react';

import { useNow } from '../i18n/use-now.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import type { TimelineRow } from './build-rows.ts';
import { EventView } from './event-view.tsx';
import { MessageView } from './message-view.tsx';
import { NoteView } from './note-view.tsx';
import { RefusedView } from './refused-view.tsx';

export interface TimelineRowViewProps {
  readonly row: TimelineRow;
  readonly conversationId: number;
  readonly selfId: number;
}

export const TimelineRowView = memo(function TimelineRowView(props: TimelineRowViewProps) {
  const { row, conversationId, selfId } = props;
  const text = useText();
  if (row.kind === 'day') return <Day at={row.at} />;
  if (row.kind === 'unread') return <DayDivider tone="unread" label={text('timeline.unread')} />;
  const { item, place } = row;
  switch (item.kind) {
    case 'message':
      return <MessageView message={item} place={place} conversationId={conversationId} selfId={selfId} />;
    case 'note':
      return <NoteView note={item} conversationId={conversationId} selfId={selfId} />;
    case 'event':
      return <EventView event={item} selfId={selfId} />;
    case 'refused':
      return <RefusedView refused={item} />;
  }
});

function Day({ at }: { readonly at: string }) {
  const times = useTimes();
  return <DayDivider label={times.day(at, useNow())} />;
}
