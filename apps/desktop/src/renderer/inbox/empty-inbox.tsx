import { EmptyState } from '@holdfast/ui/primitives/empty-state';
import { CircleCheck, Inbox, Layers, Moon, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';

import type { MessageId } from '../i18n/message-id.ts';
import { useText } from '../i18n/use-text.ts';
import { keysOf } from '../keyboard/shortcuts.ts';
import type { CommandId } from '../keyboard/shortcuts.ts';
import type { InboxView } from '../state/selection-slice.ts';

interface Emptiness {
  readonly icon: ReactNode;
  readonly text: MessageId;
  readonly command: CommandId;
  readonly hint: MessageId;
}

const emptiness: Record<InboxView, Emptiness> = {
  mine: { icon: <Inbox size={24} />, text: 'empty.mine', command: 'queue', hint: 'empty.mineHint' },
  queue: { icon: <Layers size={24} />, text: 'empty.queue', command: 'mine', hint: 'empty.queueHint' },
  snoozed: { icon: <Moon size={24} />, text: 'empty.snoozed', command: 'mine', hint: 'empty.backHint' },
  resolved: {
    icon: <CircleCheck size={24} />,
    text: 'empty.resolved',
    command: 'mine',
    hint: 'empty.backHint',
  },
};

const nothingFound: Emptiness = {
  icon: <SearchX size={24} />,
  text: 'empty.filtered',
  command: 'filter',
  hint: 'empty.filteredHint',
};

export function EmptyInbox(props: { readonly view: InboxView; readonly isFiltered: boolean }) {
  const text = useText();
  const { icon, text: sentence, command, hint } = props.isFiltered ? nothingFound : emptiness[props.view];
  return <EmptyState icon={icon} text={text(sentence)} hint={{ keys: keysOf(command), text: text(hint) }} />;
}
