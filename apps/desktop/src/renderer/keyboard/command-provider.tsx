import { createContext, use, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { defaultKeybindingsHandlerIgnore, tinykeys } from 'tinykeys';

import { CommandRegistry } from './command-registry.ts';
import { shortcutGroups } from './shortcuts.ts';

const CommandContext = createContext<CommandRegistry | null>(null);

/** Binds the keys of all commands for as long as it is mounted. */
export function CommandProvider(props: { readonly children: ReactNode }) {
  const [registry] = useState(() => new CommandRegistry());
  useEffect(() => tinykeys(window, bindingsOf(registry), { ignore: belongsToSomethingElse }), [registry]);
  return <CommandContext value={registry}>{props.children}</CommandContext>;
}

export function useCommandRegistry(): CommandRegistry {
  const registry = use(CommandContext);
  if (registry === null) throw new Error('useCommandRegistry outside of CommandProvider');
  return registry;
}

/** `g` begins a sequence of two keys; the second key must not be taken for a command of its own. */
const sequencePrefix = 'g';
const sequenceMilliseconds = 1_000;

function bindingsOf(registry: CommandRegistry): Record<string, (event: KeyboardEvent) => void> {
  let sequenceUntil = 0;
  const bindings: Record<string, (event: KeyboardEvent) => void> = {
    [sequencePrefix]: (event) => {
      sequenceUntil = event.timeStamp + sequenceMilliseconds;
    },
  };
  for (const shortcut of shortcutGroups.flatMap((group) => group.shortcuts)) {
    for (const binding of shortcut.bindings) {
      const isSequence = binding.startsWith(`${sequencePrefix} `);
      bindings[binding] = (event) => {
        if (!isSequence && event.timeStamp < sequenceUntil) return;
        if (isSequence) sequenceUntil = 0;
        if (registry.run(shortcut.command)) event.preventDefault();
      };
    }
  }
  return bindings;
}

/** Keys typed into a text, and keys that an open menu, dialog or focused button answers itself. */
function belongsToSomethingElse(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || isTextField(event.target)) return true;
  if (defaultKeybindingsHandlerIgnore(event)) return true;
  if (!(event.target instanceof Element)) return false;
  if (event.target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null) return true;
  const list = event.target.closest('[role="listbox"]');
  if (list !== null && !list.hasAttribute('data-conversation-list')) return true;
  return event.key === 'Enter' && event.target.closest('button, a, [role="combobox"], [role="tab"]') !== null;
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
