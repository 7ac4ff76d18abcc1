import { NoteCard } from '@holdfast/ui/components/note-card';

import type { TimelineNote } from '../../contract/timeline.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';

export function NoteView({ note, selfId }: { readonly note: TimelineNote; readonly selfId: number }) {
  const text = useText();
  const times = useTimes();
  return (
    <NoteCard
      author={
        note.author?.id === selfId ? text('note.you') : (note.author?.name ?? text('note.unknownAuthor'))
      }
      text={note.text}
      time={times.clock(note.createdAt)}
      dateTime={note.createdAt}
      timeTitle={times.full(note.createdAt)}
      label={text('note.label')}
      pinnedLabel={note.isPinned ? text('note.pinned') : undefined}
      status={note.queued ? { kind: 'queued', label: text('message.status.queued') } : undefined}
    />
  );
}
