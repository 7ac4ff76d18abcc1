import { MessageBubble } from '@holdfast/ui/inbox/message-bubble';
import type { MessageBubbleProps } from '@holdfast/ui/inbox/message-bubble';
import type { MessageStatusProps } from '@holdfast/ui/inbox/message-status';

import type { TimelineMessage } from '../../contract/timeline.ts';
import { useText } from '../i18n/use-text.ts';
import type { Text } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { useUi } from '../state/use-ui.tsx';
import { Attachments } from './attachments.tsx';
import type { Place } from './build-rows.ts';

export interface MessageViewProps {
  readonly message: TimelineMessage;
  readonly place: Place;
  readonly conversationId: number;
  readonly selfId: number;
}

/** A reply shows when it was written if that is more than this many milliseconds before its place. */
const minComposedGapMs = 2 * 60_000;

export function MessageView({ message, place, conversationId, selfId }: MessageViewProps) {
  const text = useText();
  const times = useTimes();
  const writeOn = useUi((state) => state.writeOn);
  const isColleague =
    message.direction === 'outbound' && message.sender !== null && message.sender.id !== selfId;
  const body = message.text === null || message.text === '' ? undefined : message.text;
  return (
    <MessageBubble
      direction={message.direction}
      place={place}
      text={body}
      author={isColleague ? message.sender.name : undefined}
      time={times.clock(message.createdAt)}
      dateTime={message.createdAt}
      timeTitle={times.full(message.createdAt)}
      status={message.direction === 'outbound' ? statusOf(message, text) : undefined}
      problem={problemOf()}
      attachments={
        message.attachments.length === 0 ? undefined : <Attachments attachments={message.attachments} />
      }
      placeholder={
        body === undefined && message.attachments.length === 0 ? text('message.unsupported') : undefined
      }
      remark={remark()}
    />
  );

  function problemOf(): MessageBubbleProps['problem'] {
    if (message.status !== 'failed') return undefined;
    return {
      kind: 'failed',
      reason: message.errorMessage ?? text('message.failedReason'),
      actions: [
        {
          id: 'again',
          label: text('message.writeAgain'),
          isPrimary: true,
          onPick: () => writeOn(conversationId, 'reply', message.text ?? ''),
        },
      ],
    };
  }

  function remark(): string | undefined {
    if (message.composedAt === null || message.queued) return undefined;
    const gapMs = Date.parse(message.createdAt) - Date.parse(message.composedAt);
    return gapMs > minComposedGapMs
      ? text('message.composedAt', { time: times.clock(message.composedAt) })
      : undefined;
  }
}

function statusOf(message: TimelineMessage, text: Text): MessageStatusProps {
  if (message.queued) return { kind: 'queued', label: text('message.status.queued') };
  return { kind: message.status, label: text(`message.status.${message.status}`) };
}
