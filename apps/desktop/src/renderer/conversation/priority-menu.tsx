import { conversationPriorities } from '@holdfast/schema/domain/conversation';
import type { ConversationPriority } from '@holdfast/schema/domain/conversation';
import { IconButton } from '@holdfast/ui/primitives/icon-button';
import { Menu } from '@holdfast/ui/primitives/menu';
import { ChevronDown, ChevronsUp, ChevronUp, Equal, Flag, Minus } from 'lucide-react';
import type { ReactNode } from 'react';

import { useText } from '../i18n/use-text.ts';
import { keysOf } from '../keyboard/shortcuts.ts';
import { useUi } from '../state/use-ui.tsx';

export interface PriorityMenuProps {
  readonly priority: ConversationPriority;
  readonly onPick: (priority: ConversationPriority) => void;
}

/** Each priority has its own icon, because the button shows no text. */
const icons: Record<ConversationPriority, ReactNode> = {
  none: <Minus size={16} />,
  low: <ChevronDown size={16} />,
  medium: <Equal size={16} />,
  high: <ChevronUp size={16} />,
  urgent: <ChevronsUp size={16} />,
};

export function PriorityMenu({ priority, onPick }: PriorityMenuProps) {
  const text = useText();
  const isOpen = useUi((state) => state.overlay === 'priority');
  const showOverlay = useUi((state) => state.showOverlay);
  const closeOverlay = useUi((state) => state.closeOverlay);
  return (
    <Menu
      align="end"
      isOpen={isOpen}
      onOpenChange={(open) => (open ? showOverlay('priority') : closeOverlay())}
      entries={conversationPriorities.toReversed().map((each) => ({
        kind: 'item',
        id: each,
        label: text(`priority.${each}`),
        icon: icons[each],
        isChecked: each === priority,
        onPick: () => onPick(each),
      }))}
      trigger={
        <IconButton
          label={text('priority.label', { priority: text(`priority.${priority}`) })}
          shortcut={keysOf('priority')}
          icon={priority === 'none' ? <Flag size={16} /> : icons[priority]}
        />
      }
    />
  );
}
