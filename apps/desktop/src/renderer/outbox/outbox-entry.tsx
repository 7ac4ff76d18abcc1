import { Button } from '@holdfast/ui/primitives/button';
import { Pill } from '@holdfast/ui/primitives/pill';

import type { OutboxItem } from '../../contract/outbox.ts';
import { useNow } from '../i18n/use-now.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { useUi } from '../state/use-ui.tsx';
import { actionName } from './action-name.ts';
import styles from './outbox.module.css';
import { useRefusal } from './use-refusal.ts';
import { useRefusedActions } from './use-refused-actions.ts';

export function OutboxEntry({ item }: { readonly item: OutboxItem }) {
  const text = useText();
  const times = useTimes();
  const now = useNow();
  const actions = useRefusedActions();
  const openConversation = useUi((state) => state.openConversation);
  const isRefused = item.state === 'refused';
  const refusal = useRefusal(item.error, item.stale);
  const canEdit = item.text !== null && item.conversationId !== null;
  const { conversationId } = item;
  return (
    <article className={styles.entry}>
      <header className={styles.entryHeading}>
        <span className={styles.entryName}>{text(actionName(item.name))}</span>
        {item.customerName === null || conversationId === null ? null : (
          <button
            type="button"
            className={styles.link}
            onClick={() => openConversation('mine', conversationId)}
          >
            {item.customerName}
          </button>
        )}
        <time className={styles.time} dateTime={item.composedAt} title={times.full(item.composedAt)}>
          {times.short(item.composedAt, now)}
        </time>
        {isRefused ? (
          <Pill kind={refusal.kind} label={refusal.label} />
        ) : (
          <Pill kind="queued" label={text('outbox.state.queued')} />
        )}
      </header>
      {item.text === null ? null : (
        <p className={styles.words} dir="auto">
          {item.text}
        </p>
      )}
      {item.error === null ? null : (
        <p className={refusal.kind === 'held' ? styles.heldReason : styles.reason}>{refusal.reason}</p>
      )}
      {isRefused ? (
        <footer className={styles.actions}>
          {refusal.retryLabel === null ? null : (
            <Button size="small" onClick={() => actions.retry(item.mutationId)}>
              {refusal.retryLabel}
            </Button>
          )}
          {canEdit ? (
            <Button size="small" variant="quiet" onClick={() => actions.edit(item.mutationId)}>
              {text('outbox.edit')}
            </Button>
          ) : null}
          <Button size="small" variant="quiet" onClick={() => actions.discard(item.mutationId)}>
            {text('outbox.discard')}
          </Button>
        </footer>
      ) : null}
    </article>
  );
}
