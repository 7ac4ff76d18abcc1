import type { StaleReplyNotice } from '../../contract/outbox.ts';
import type { ReplicaError } from '../../contract/replica-error.ts';
import { errorText } from '../i18n/error-text.ts';
import { useNow } from '../i18n/use-now.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';

export interface Refusal {
  /** Held: waits for the agent's decision. */
  readonly kind: 'failed' | 'held';
  readonly label: string;
  /** The reason in whole sentences. */
  readonly reason: string;
  /** Null if a retry would not help. */
  readonly retryLabel: string | null;
}

/** Texts for a refused item, the same in the outbox and the timeline. */
export function useRefusal(error: ReplicaError | null, stale: StaleReplyNotice | null): Refusal {
  const text = useText();
  const times = useTimes();
  const now = useNow();
  const isHeld = error?.code === 'HF_REPLY_STALE';
  const sentences = [
    ...(error === null ? [] : [errorText(text, error)]),
    ...(stale === null ? [] : stale.reasons.map((reason) => sentence(stale, reason))),
  ];
  return {
    kind: isHeld ? 'held' : 'failed',
    label: text(isHeld ? 'outbox.state.held' : 'outbox.state.refused'),
    reason: sentences.join(' '),
    retryLabel:
      error?.code === 'HF_REPLY_STALE_REFUSED' ? null : text(isHeld ? 'outbox.sendAnyway' : 'outbox.retry'),
  };

  function sentence(facts: StaleReplyNotice, reason: StaleReplyNotice['reasons'][number]): string {
    switch (reason) {
      case 'newer-messages': {
        const at = facts.newestMessageAt === null ? '' : times.short(facts.newestMessageAt, now);
        return text('stale.newerMessages', { count: facts.newerMessages, at });
      }
      case 'resolved':
        return text('stale.resolved');
      case 'reassigned':
        return facts.assigneeName === null
          ? text('stale.unassigned')
          : text('stale.reassigned', { name: facts.assigneeName });
    }
  }
}
