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
  /** Bindings as tinykeys reads them; any of them will do. */
  readonly bindings: readonly string[];
  /** As it is printed on the keys. */
  readonly keys: string;
  readonly label: MessageId;
}

export interface ShortcutGroup {
  readonly title: MessageId;
  readonly shortcuts: readonly Shortcut[];
}

/** All keys there are: what is bound and what the sheet shows come from this one list. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'shortcuts.group.list',
    shortcuts: [
      { command: 'next', bindings: ['j'], keys: 'J', label: 'shortcuts.next' },
      { command: 'previous', bindings: ['k'], keys: 'K', label: 'shortcuts.previous' },
      { command: 'open', bindings: ['Enter'], keys: 'Enter', label: 'shortcuts.open' },
      { command: 'filter', bindings: ['f'], keys: 'F', label: 'shortcuts.filter' },
      { command: 'back', bindings: ['Escape'], keys: 'Esc', label: 'shortcuts.back' },
    ],
  },
  {
    title: 'shortcuts.group.conversation',
    shortcuts: [
      { command: 'reply', bindings: ['r'], keys: 'R', label: 'shortcuts.reply' },
      { command: 'note', bindings: ['n'], keys: 'N', label: 'shortcuts.note' },
      { command: 'canned', bindings: ['[Shift]+/'], keys: '/', label: 'shortcuts.canned' },
      { command: 'resolve', bindings: ['e'], keys: 'E', label: 'shortcuts.resolve' },
      { command: 'status', bindings: ['s'], keys: 'S', label: 'shortcuts.status' },
      { command: 'claim', bindings: ['c'], keys: 'C', label: 'shortcuts.claim' },
      { command: 'transfer', bindings: ['t'], keys: 'T', label: 'shortcuts.transfer' },
      { command: 'tags', bindings: ['l'], keys: 'L', label: 'shortcuts.tags' },
      { command: 'customer', bindings: ['i'], keys: 'I', label: 'shortcuts.customer' },
    ],
  },
  {
    title: 'shortcuts.group.views',
    shortcuts: [
      { command: 'mine', bindings: ['g m'], keys: 'G M', label: 'view.mine' },
      { command: 'queue', bindings: ['g q'], keys: 'G Q', label: 'view.queue' },
      { command: 'snoozed', bindings: ['g z'], keys: 'G Z', label: 'view.snoozed' },
      { command: 'resolved', bindings: ['g r'], keys: 'G R', label: 'view.resolved' },
      { command: 'outbox', bindings: ['g o'], keys: 'G O', label: 'view.outbox' },
      { command: 'settings', bindings: ['g s'], keys: 'G S', label: 'view.settings' },
      { command: 'shortcuts', bindings: ['[Shift]+?'], keys: '?', label: 'shortcuts.sheet' },
    ],
  },
];

/** The keys of one command, as printed. */
export function keysOf(command: CommandId): string {
  const shortcut = shortcutGroups
    .flatMap((group) => group.shortcuts)
    .find((candidate) => candidate.command === command);
  return shortcut?.keys ?? '';
}
