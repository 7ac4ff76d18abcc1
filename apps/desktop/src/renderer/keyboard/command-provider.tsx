import { createContext, use, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { defaultKeybindingsHandlerIgnore, tinykeys } from 'tinykeys';

import { CommandRegistry } from './command-registry.ts';
import { shortcutGroups } from './shortcuts.ts';
import type { CommandId } from './shortcuts.ts';

const CommandContext = createContext<CommandRegistry | null>(null);

/** Binds the shortcuts of all commands while it is mounted. */
export function CommandProvider(props: { readonly children: ReactNode }) {
  const [registry] = useState(() => new CommandRegistry());
  useEffect(() => tinykeys(window, bindingsOf(registry), { ignore: isHandledElsewhere }), [registry]);
  return <CommandContext value={registry}>{props.children}</CommandContext>;
}

export function useCommandRegistry(): CommandRegistry {
  const registry = use(CommandContext);
  if (registry === null) throw new Error('useCommandRegistry outside of CommandProvider');
  return registry;
}

/** `g` starts a sequence of two keys, in which the second key has another meaning. */
const sequencePrefix = 'g';
const sequenceMs = 1_000;

function bindingsOf(registry: CommandRegistry): Record<string, (event: KeyboardEvent) => void> {
  const alone = new Map<string, CommandId>();
  const afterPrefix = new Map<string, CommandId>();
  for (const { command, binding } of shortcutGroups.flatMap((group) => group.shortcuts)) {
    const [first = '', second] = binding.split(' ');
    if (second === undefined) alone.set(first, command);
    else afterPrefix.set(second, command);
  }
  let sequenceUntil = 0;
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  for (const key of new Set([...alone.keys(), ...afterPrefix.keys()])) {
    bindings[key] = (event) => {
      const command = (event.timeStamp < sequenceUntil ? afterPrefix : alone).get(key);
      sequenceUntil = 0;
      if (command !== undefined && registry.run(command)) event.preventDefault();
    };
  }
  bindings[sequencePrefix] = (event) => {
    sequenceUntil = event.timeStamp + sequenceMs;
  };
  return bindings;
}

/** Keys typed into a text field, and keys that an open menu, dialog or focused button handles itself. */
function isHandledElsewhere(event: KeyboardEvent): boolean {
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
