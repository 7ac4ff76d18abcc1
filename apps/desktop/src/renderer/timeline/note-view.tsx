import { Button } from '@holdfast/ui/primitives/button';
import { IconButton } from '@holdfast/ui/primitives/icon-button';
import { NoteCard } from '@holdfast/ui/inbox/note-card';
import { NoteEditor } from '@holdfast/ui/inbox/note-editor';
import { maxMessageLength } from '@holdfast/schema/domain/message';
import { Pin, PinOff } from 'lucide-react';

import type { TimelineNote } from '../../contract/timeline.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { useNoteEdit } from './use-note-edit.ts';
import { useNotePin } from './use-note-pin.ts';

export interface NoteViewProps {
  readonly note: TimelineNote;
  readonly conversationId: number;
  readonly selfId: number;
}

export function NoteView({ note, conversationId, selfId }: NoteViewProps) {
  const text = useText();
  const times = useTimes();
  const edit = useNoteEdit(conversationId, note);
  const togglePin = useNotePin(conversationId);
  const isOwn = note.author?.id === selfId;
  return (
    <NoteCard
      author={isOwn ? text('note.you') : (note.author?.name ?? text('note.unknownAuthor'))}
      text={note.text}
      time={times.clock(note.createdAt)}
      dateTime={note.createdAt}
      timeTitle={times.full(note.createdAt)}
      label={text('note.label')}
      pinnedLabel={note.isPinned ? text('note.pinned') : undefined}
      status={note.queued ? { kind: 'queued', label: text('message.status.queued') } : undefined}
      actions={
        edit.text === null ? (
          <>
            <IconButton
              size="small"
              label={text(note.isPinned ? 'note.unpin' : 'note.pin')}
              icon={note.isPinned ? <PinOff size={14} /> : <Pin size={14} />}
              onClick={() => togglePin(note)}
            />
            {isOwn ? (
              <Button size="small" variant="quiet" onClick={edit.begin}>
                {text('note.edit')}
              </Button>
            ) : null}
          </>
        ) : undefined
      }
      editor={
        edit.text === null ? undefined : (
          <NoteEditor
            value={edit.text}
            onValueChange={edit.change}
            maximumLength={maxMessageLength}
            label={text('note.editLabel')}
            saveLabel={text('note.save')}
            onSave={edit.save}
            cancelLabel={text('note.cancel')}
            onCancel={edit.cancel}
          />
        )
      }
    />
  );
}
