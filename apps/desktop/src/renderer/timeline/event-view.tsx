import { EventLine } from '@holdfast/ui/inbox/event-line';
import { ArrowRightLeft, CircleCheck, MessageSquare, UserRoundCheck } from 'lucide-react';
import type { ReactNode } from 'react';

import type { TimelineEvent } from '../../contract/timeline.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { eventText } from './event-text.ts';

const icons: Record<TimelineEvent['event']['type'], ReactNode> = {
  opened: <MessageSquare size={14} />,
  resolved: <CircleCheck size={14} />,
  assigned: <UserRoundCheck size={14} />,
  transferred: <ArrowRightLeft size={14} />,
};

export function EventView({ event, selfId }: { readonly event: TimelineEvent; readonly selfId: number }) {
  const text = useText();
  const times = useTimes();
  return (
    <EventLine
      icon={icons[event.event.type]}
      text={eventText(event.event, text, selfId)}
      time={times.clock(event.createdAt)}
      dateTime={event.createdAt}
      timeTitle={times.full(event.createdAt)}
    />
  );
}
