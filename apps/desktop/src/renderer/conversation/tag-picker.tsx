import { IconButton } from '@holdfast/ui/primitives/icon-button';
import { Picker } from '@holdfast/ui/primitives/picker';
import { Tag } from 'lucide-react';

import type { ConversationHeader } from '../../contract/conversation.ts';
import { useText } from '../i18n/use-text.ts';
import { keysOf } from '../keyboard/shortcuts.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { useUi } from '../state/use-ui.tsx';
import { TagDot } from './tag-dot.tsx';

export interface TagPickerProps {
  readonly header: ConversationHeader;
  readonly onToggle: (tagId: number) => void;
}

export function TagPicker({ header, onToggle }: TagPickerProps) {
  const text = useText();
  const tags = useLiveQuery('reference.tags', undefined) ?? [];
  const isOpen = useUi((state) => state.overlay === 'tags');
  const showOverlay = useUi((state) => state.showOverlay);
  const closeOverlay = useUi((state) => state.closeOverlay);
  const held = new Set(header.tags.map((tag) => tag.id));
  return (
    <Picker
      isMultiple
      align="end"
      label={text('tags.label')}
      placeholder={text('tags.placeholder')}
      emptyText={text('tags.none')}
      options={tags.map((tag) => ({
        id: String(tag.id),
        label: tag.name,
        detail: tag.description ?? undefined,
        leading: <TagDot color={tag.color} />,
        isSelected: held.has(tag.id),
      }))}
      onPick={(id) => onToggle(Number(id))}
      isOpen={isOpen}
      onOpenChange={(open) => (open ? showOverlay('tags') : closeOverlay())}
      trigger={<IconButton label={text('tags.edit')} shortcut={keysOf('tags')} icon={<Tag size={16} />} />}
    />
  );
}
