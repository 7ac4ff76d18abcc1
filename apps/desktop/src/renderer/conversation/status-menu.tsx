import { Button } from '@holdfast/ui/primitives/button';
import { Menu } from '@holdfast/ui/primitives/menu';
import type { MenuEntry } from '@holdfast/ui/primitives/menu';
import { CircleCheck, CircleDashed, CircleDot, Moon } from 'lucide-react';
import type { ReactNode } from 'react';

import type { ConversationHeader } from '../../contract/conversation.ts';
import { useNow } from '../i18n/use-now.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { keysOf } from '../keyboard/shortcuts.ts';
import { useUi } from '../state/use-ui.tsx';
import { snoozeChoices } from './snooze-choices.ts';
import type { ConversationActions } from './use-conversation-actions.ts';

export interface StatusMenuProps {
  readonly header: ConversationHeader;
  readonly actions: ConversationActions;
}

type ShownStatus = 'open' | 'pending' | 'resolved' | 'snoozed';

const icons: Record<ShownStatus, ReactNode> = {
  open: <CircleDot size={16} />,
  pending: <CircleDashed size={16} />,
  resolved: <CircleCheck size={16} />,
  snoozed: <Moon size={16} />,
};

export function StatusMenu({ header, actions }: StatusMenuProps) {
  const text = useText();
  const times = useTimes();
  const now = useNow();
  const isOpen = useUi((state) => state.overlay === 'status');
  const showOverlay = useUi((state) => state.showOverlay);
  const closeOverlay = useUi((state) => state.closeOverlay);
  const shown = shownStatus(header, now);
  const entries: MenuEntry[] = [
    statusEntry('open', actions.reopen),
    statusEntry('pending', actions.setPending),
    { ...statusEntry('resolved', actions.resolve), shortcut: keysOf('resolve') },
    { kind: 'separator', id: 'snooze-separator' },
    { kind: 'heading', id: 'snooze', label: text('status.snooze') },
    ...snoozeChoices(new Date(now)).map((choice): MenuEntry => ({
      kind: 'item',
      id: choice.id,
      label: text(`snooze.${choice.id}`, { at: times.clock(choice.until) }),
      icon: icons.snoozed,
      onPick: () => actions.snooze(choice.until),
    })),
  ];
  return (
    <Menu
      align="end"
      isOpen={isOpen}
      onOpenChange={(open) => (open ? showOverlay('status') : closeOverlay())}
      entries={entries}
      trigger={
        <Button
          size="small"
          variant="quiet"
          icon={icons[shown]}
          aria-label={text('status.label', { status: text(`status.${shown}`) })}
        >
          {text(`status.${shown}`)}
        </Button>
      }
    />
  );

  function statusEntry(
    status: 'open' | 'pending' | 'resolved',
    onPick: () => void,
  ): MenuEntry & { kind: 'item' } {
    return {
      kind: 'item',
      id: status,
      label: text(`status.${status}`),
      icon: icons[status],
      isChecked: shown === status,
      onPick,
    };
  }
}

/** `new` is shown as open: only the server needs the difference. */
function shownStatus(header: ConversationHeader, now: number): ShownStatus {
  if (header.snoozedUntil !== null && Date.parse(header.snoozedUntil) > now) return 'snoozed';
  if (header.status === 'pending') return 'pending';
  return header.status === 'resolved' || header.status === 'archived' ? 'resolved' : 'open';
}
