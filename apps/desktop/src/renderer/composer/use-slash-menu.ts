import { slashMenuStep } from '@holdfast/ui/behavior/slash-menu-keys';
import type { SlashMenuItem } from '@holdfast/ui/inbox/slash-menu';
import { fillVariables } from '@holdfast/schema/domain/fill-variables';
import type { VariableValues } from '@holdfast/schema/domain/fill-variables';
import type { Platform } from '@holdfast/schema/domain/platform';
import { useId, useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';

import { useLiveQuery } from '../replica/use-live-query.ts';
import { findSlashCommand, replaceSlashCommand } from './find-slash-command.ts';
import { matchCannedResponses } from './match-canned-responses.ts';

export interface SlashMenuOptions {
  readonly text: string;
  readonly caret: number | null;
  readonly platform: Platform;
  readonly values: VariableValues;
  readonly onInsert: (text: string, caret: number, cannedResponseId: number) => void;
}

export interface SlashMenuState {
  readonly id: string;
  readonly isOpen: boolean;
  readonly items: readonly SlashMenuItem[];
  readonly activeIndex: number;
  readonly setActiveIndex: (index: number) => void;
  readonly pick: (item: SlashMenuItem) => void;
  /** Handles a key while the menu is open; returns whether it did. */
  readonly answer: (event: KeyboardEvent) => boolean;
}

/** State of the `/` menu: open while the caret is in a command. Escape closes it until the next command begins. */
export function useSlashMenu(options: SlashMenuOptions): SlashMenuState {
  const { text, caret, platform, values, onInsert } = options;
  const id = useId();
  const responses = useLiveQuery('reference.cannedResponses', undefined);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [active, setActive] = useState<{ readonly query: string; readonly index: number }>({
    query: '',
    index: 0,
  });
  const command = caret === null ? null : findSlashCommand(text, caret);
  const query = command?.query ?? null;
  const matches = useMemo(
    () => (query === null ? [] : matchCannedResponses(responses ?? [], query, platform)),
    [responses, query, platform],
  );
  const items = useMemo(
    () =>
      matches.map((response) => ({
        id: String(response.id),
        shortcut: response.shortcut ?? '',
        title: response.title,
        preview: fillVariables(response.content, values).text.replace(/\s+/gu, ' '),
      })),
    [matches, values],
  );
  // A changed query selects its first match.
  const activeIndex = active.query === query ? active.index : 0;
  const isOpen = command !== null && dismissed !== command.start;
  if (command === null && dismissed !== null) setDismissed(null);

  function pick(item: SlashMenuItem): void {
    const response = matches.find((candidate) => String(candidate.id) === item.id);
    if (response === undefined || command === null) return;
    const replaced = replaceSlashCommand(text, command, fillVariables(response.content, values).text);
    onInsert(replaced.text, replaced.caret, response.id);
  }

  function answer(event: KeyboardEvent): boolean {
    if (!isOpen || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const step = slashMenuStep(event.key, activeIndex, items.length);
    if (step === undefined) return false;
    if (step.kind === 'close') setDismissed(command.start);
    if (step.kind === 'move') setActive({ query: command.query, index: step.index });
    const picked = step.kind === 'pick' ? items[step.index] : undefined;
    if (picked !== undefined) pick(picked);
    return true;
  }

  return {
    id,
    isOpen,
    items,
    activeIndex,
    setActiveIndex: (index) => setActive({ query: query ?? '', index }),
    pick,
    answer,
  };
}
