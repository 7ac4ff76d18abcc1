import type { PersonReference } from '../../contract/references.ts';
import type { TimelineEvent } from '../../contract/timeline.ts';
import type { Text } from '../i18n/use-text.ts';

/** One sentence about an event of a conversation, addressed to the agent. */
export function eventText(event: TimelineEvent['event'], text: Text, selfId: number): string {
  switch (event.type) {
    case 'opened':
      return text('event.opened');
    case 'resolved':
      return text('event.resolved');
    case 'assigned':
      return assignedText(event, text, selfId);
    case 'transferred':
      return transferredText(event, text, selfId);
  }
}

function assignedText(
  event: TimelineEvent['event'] & { type: 'assigned' },
  text: Text,
  selfId: number,
): string {
  if (event.to === null) return text('event.unassigned');
  const toSelf = event.to.id === selfId;
  if (event.how === 'claim') {
    return toSelf ? text('event.claimedByYou') : text('event.claimed', { name: event.to.name });
  }
  return toSelf ? text('event.assignedToYou') : text('event.assigned', { name: event.to.name });
}

function transferredText(
  event: TimelineEvent['event'] & { type: 'transferred' },
  text: Text,
  selfId: number,
): string {
  const values = {
    by: person(event.by ?? event.from, text),
    to: person(event.to, text),
    reason: event.reason ?? '',
    hasReason: event.reason === null ? 'no' : 'yes',
  };
  if ((event.by ?? event.from)?.id === selfId) return text('event.transferredByYou', values);
  if (event.to?.id === selfId) return text('event.transferredToYou', values);
  return text('event.transferred', values);
}

function person(reference: PersonReference | null, text: Text): string {
  return reference?.name ?? text('event.somebody');
}
