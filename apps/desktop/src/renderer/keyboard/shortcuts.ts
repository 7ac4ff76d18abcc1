import type { MessageId } from '../i18n/message-id.ts';

export type CommandId =
  | 'next'
  | 'previous'
  | 'open'
  | 'back'
  | 'reply'
  | 'note'
  | 'canned'
  | 'resolve'
  | 'status'
  | 'priority'
  | 'claim'
  | 'transfer'
  | 'tags'
  | 'customer'
  | 'filter'
  | 'mine'
  | 'queue'
  | 'snoozed'
  | 'resolved'
  | 'outbox'
  | 'settings'
  | 'shortcuts';

export interface Shortcut {
  readonly command: CommandId;
  /** One key in tinykeys' notation, or a sequence of two, the first of which is `g`. */
  readonly binding: string;
  /** The keys as printed on the keyboard. */
  readonly keys: string;
  readonly label: MessageId;
}

export interface ShortcutGroup {
  readonly title: MessageId;
  readonly shortcuts: readonly Shortcut[];
}

/** All shortcuts. The bindings and the overview of shortcuts are both made from this list. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'shortcuts.group.list',
    shortcuts: [
      { command: 'next', binding: 'j', keys: 'J', label: 'shortcuts.next' },
      { command: 'previous', binding: 'k', keys: 'K', label: 'shortcuts.previous' },
      { command: 'open', binding: 'Enter', keys: 'Enter', label: 'shortcuts.open' },
      { command: 'filter', binding: 'f', keys: 'F', label: 'shortcuts.filter' },
      { command: 'back', binding: 'Escape', keys: 'Esc', label: 'shortcuts.back' },
    ],
  },
  {
    title: 'shortcuts.group.conversation',
    shortcuts: [
      { command: 'reply', binding: 'r', keys: 'R', label: 'shortcuts.reply' },
      { command: 'note', binding: 'n', keys: 'N', label: 'shortcuts.note' },
      { command: 'canned', binding: '[Shift]+/', keys: '/', label: 'shortcuts.canned' },
      { command: 'resolve', binding: 'e', keys: 'E', label: 'shortcuts.resolve' },
      { command: 'status', binding: 's', keys: 'S', label: 'shortcuts.status' },
      { command: 'priority', binding: 'p', keys: 'P', label: 'shortcuts.priority' },
      { command: 'claim', binding: 'c', keys: 'C', label: 'shortcuts.claim' },
      { command: 'transfer', binding: 't', keys: 'T', label: 'shortcuts.transfer' },
      { command: 'tags', binding: 'l', keys: 'L', label: 'shortcuts.tags' },
      { command: 'customer', binding: 'i', keys: 'I', label: 'shortcuts.customer' },
    ],
  },
  {
    title: 'shortcuts.group.views',
    shortcuts: [
      { command: 'mine', binding: 'g m', keys: 'G M', label: 'view.mine' },
      { command: 'queue', binding: 'g q', keys: 'G Q', label: 'view.queue' },
      { command: 'snoozed', binding: 'g z', keys: 'G Z', label: 'view.snoozed' },
      { command: 'resolved', binding: 'g r', keys: 'G R', label: 'view.resolved' },
      { command: 'outbox', binding: 'g o', keys: 'G O', label: 'view.outbox' },
      { command: 'settings', binding: 'g s', keys: 'G S', label: 'view.settings' },
      { command: 'shortcuts', binding: '[Shift]+?', keys: '?', label: 'shortcuts.sheet' },
    ],
  },
];

/** The keys of a command as printed on the keyboard, or an empty text. */
export function keysOf(command: CommandId): string {
  const shortcut = shortcutGroups
    .flatMap((group) => group.shortcuts)
    .find((candidate) => candidate.command === command);
  return shortcut?.keys ?? '';
}
