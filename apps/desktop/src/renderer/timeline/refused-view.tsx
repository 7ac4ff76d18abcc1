import { Button } from '@holdfast/ui/primitives/button';
import { MessageBubble } from '@holdfast/ui/inbox/message-bubble';
import type { MessageAction } from '@holdfast/ui/inbox/message-bubble';
import { NoteCard } from '@holdfast/ui/inbox/note-card';

import type { TimelineRefused } from '../../contract/timeline.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { useRefusal } from '../outbox/use-refusal.ts';
import { useRefusedActions } from '../outbox/use-refused-actions.ts';

/** A refused reply or note, shown where it was written until the agent decides. */
export function RefusedView({ refused }: { readonly refused: TimelineRefused }) {
  const text = useText();
  const times = useTimes();
  const { retry, edit, discard } = useRefusedActions();
  const { kind, label, reason, retryLabel } = useRefusal(refused.error, refused.stale);
  const actions: readonly MessageAction[] = [
    ...(retryLabel === null
      ? []
      : [{ id: 'retry', label: retryLabel, isPrimary: true, onPick: () => retry(refused.mutationId) }]),
    { id: 'edit', label: text('outbox.edit'), onPick: () => edit(refused.mutationId) },
    { id: 'discard', label: text('outbox.discard'), onPick: () => discard(refused.mutationId) },
  ];
  const written = {
    text: refused.text,
    time: times.clock(refused.createdAt),
    dateTime: refused.createdAt,
    timeTitle: times.full(refused.createdAt),
  };
  if (refused.mode === 'reply') {
    return (
      <MessageBubble
        {...written}
        direction="outbound"
        status={{ kind, label }}
        problem={{ kind, reason, actions }}
      />
    );
  }
  return (
    <NoteCard
      {...written}
      author={text('note.you')}
      label={text('note.label')}
      status={{ kind: 'failed', label: reason }}
      actions={actions.map((action) => (
        <Button key={action.id} size="small" variant="quiet" onClick={action.onPick}>
          {action.label}
        </Button>
      ))}
    />
  );
}
