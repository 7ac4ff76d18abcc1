import { EmptyState } from '@holdfast/ui/primitives/empty-state';
import { PaneHeader } from '@holdfast/ui/primitives/pane-header';
import { Send } from 'lucide-react';

import type { OutboxItem } from '../../contract/outbox.ts';
import type { SessionState } from '../../contract/session.ts';
import { useText } from '../i18n/use-text.ts';
import { ConnectionBar } from '../inbox/connection-bar.tsx';
import { keysOf } from '../keyboard/shortcuts.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { OutboxEntry } from './outbox-entry.tsx';
import styles from './outbox.module.css';

/** All changes that the server has not confirmed: queued ones and refused ones. */
export function OutboxScreen({ session }: { readonly session: SessionState }) {
  const text = useText();
  const outbox = useLiveQuery('outbox.list', undefined);
  const refused = (outbox?.items ?? []).filter((item) => item.state === 'refused');
  const queued = (outbox?.items ?? []).filter((item) => item.state === 'queued');
  return (
    <main className={styles.screen} aria-label={text('view.outbox')}>
      <PaneHeader title={text('view.outbox')} subtitle={text('outbox.lead')} />
      <div className={styles.scroller}>
        {outbox !== undefined && outbox.items.length === 0 ? (
          <EmptyState
            icon={<Send size={24} />}
            text={text('outbox.empty')}
            hint={{ keys: keysOf('mine'), text: text('empty.backHint') }}
          />
        ) : (
          <div className={styles.column}>
            <OutboxGroup title={text('outbox.refusedTitle', { count: refused.length })} items={refused} />
            <OutboxGroup title={text('outbox.queuedTitle', { count: queued.length })} items={queued} />
          </div>
        )}
      </div>
      <ConnectionBar session={session} />
    </main>
  );
}

function OutboxGroup({ title, items }: { readonly title: string; readonly items: readonly OutboxItem[] }) {
  if (items.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.groupTitle}>{title}</h3>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.mutationId}>
            <OutboxEntry item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}
