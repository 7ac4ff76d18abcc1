import { IconButton } from '@holdfast/ui/primitives/icon-button';
import { Pin, PinOff } from 'lucide-react';

import type { TimelineNote } from '../../contract/timeline.ts';
import { useText } from '../i18n/use-text.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { timelinePage } from '../timeline/timeline-page.ts';
import { useNotePin } from '../timeline/use-note-pin.ts';
import styles from './conversation.module.css';

/** The newest pinned note, always visible above the timeline. The timeline shows it in full. */
export function PinnedNotes({ conversationId }: { readonly conversationId: number }) {
  const text = useText();
  const togglePin = useNotePin(conversationId);
  const timeline = useLiveQuery('conversation.timeline', { id: conversationId, limit: timelinePage });
  const pinned = (timeline?.items ?? []).filter(
    (item): item is TimelineNote => item.kind === 'note' && item.isPinned,
  );
  const newest = pinned.at(-1);
  if (newest === undefined) return null;
  return (
    <section className={styles.pinned} aria-label={text('notes.pinned')}>
      <Pin size={14} aria-hidden="true" />
      <p className={styles.pinnedText} dir="auto" title={newest.text}>
        {newest.text}
      </p>
      {pinned.length > 1 ? (
        <span className={styles.pinnedMore}>{text('notes.more', { count: pinned.length - 1 })}</span>
      ) : null}
      <IconButton
        size="small"
        label={text('note.unpin')}
        icon={<PinOff size={14} />}
        onClick={() => togglePin(newest)}
      />
    </section>
  );
}
