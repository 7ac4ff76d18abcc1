import { MessageBubble } from '@holdfast/ui/components/message-bubble';

import type { TimelineRefused } from '../../contract/timeline.ts';
import { errorText } from '../i18n/error-text.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { useRefusedActions } from '../outbox/use-refused-actions.ts';

/** A reply or note that the server refused stands where it was written until the agent has decided. */
export function RefusedView({ refused }: { readonly refused: TimelineRefused }) {
  const text = useText();
  const times = useTimes();
  const actions = useRefusedActions();
  return (
    <MessageBubble
      direction="outbound"
      text={refused.text}
      time={times.clock(refused.createdAt)}
      dateTime={refused.createdAt}
      timeTitle={times.full(refused.createdAt)}
      status={{ kind: 'failed', label: text('message.status.refused') }}
      problem={{
        kind: 'failed',
        reason: errorText(text, refused.error),
        actions: [
          {
            id: 'retry',
            label: text('outbox.retry'),
            isPrimary: true,
            onPick: () => actions.retry(refused.mutationId),
          },
          { id: 'edit', label: text('outbox.edit'), onPick: () => actions.edit(refused.mutationId) },
          { id: 'discard', label: text('outbox.discard'), onPick: () => actions.discard(refused.mutationId) },
        ],
      }}
    />
  );
}
