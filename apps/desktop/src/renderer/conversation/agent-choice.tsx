import { Avatar } from '@holdfast/ui/inbox/avatar';
import { TextField } from '@holdfast/ui/primitives/text-field';
import { clsx } from 'clsx';
import { Check, Search } from 'lucide-react';
import { useId, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';

import type { UserReference } from '../../contract/conversation.ts';
import { localImage } from '../app/local-image.ts';
import { useText } from '../i18n/use-text.ts';
import { neighborOf } from '../inbox/neighbor-of.ts';
import styles from './agent-choice.module.css';

export interface AgentChoiceProps {
  readonly colleagues: readonly UserReference[];
  readonly chosenId: number | null;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onChoose: (userId: number | null) => void;
  /** The agent confirmed the choice. */
  readonly onConfirm: () => void;
}

/** Picks a colleague: type to filter, arrow keys to choose, Enter to confirm. */
export function AgentChoice({ colleagues, chosenId, searchRef, onChoose, onConfirm }: AgentChoiceProps) {
  const text = useText();
  const listId = useId();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = colleagues.filter((user) => `${user.name} ${user.email}`.toLowerCase().includes(wanted));
  const ids = found.map((user) => user.id);

  function onSearch(value: string): void {
    setSearch(value);
    const first = colleagues.find((user) =>
      `${user.name} ${user.email}`.toLowerCase().includes(value.trim().toLowerCase()),
    );
    onChoose(value.trim() === '' ? null : (first?.id ?? null));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      onChoose(neighborOf(ids, chosenId, event.key === 'ArrowDown' ? 1 : -1));
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      const choice = chosenId ?? ids[0] ?? null;
      onChoose(choice);
      if (choice !== null) onConfirm();
    }
  }

  return (
    <div>
      <TextField
        ref={searchRef}
        label={text('transfer.to')}
        placeholder={text('transfer.search')}
        value={search}
        onValueChange={onSearch}
        leading={<Search size={14} />}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={chosenId === null ? undefined : optionId(listId, chosenId)}
        autoComplete="off"
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={text('transfer.to')} className={styles.list}>
        {found.map((user) => (
          <div
            key={user.id}
            id={optionId(listId, user.id)}
            role="option"
            aria-selected={user.id === chosenId}
            tabIndex={-1}
            className={clsx(styles.option, user.id === chosenId && styles.chosen)}
            onClick={() => onChoose(user.id)}
            onKeyDown={onKeyDown}
          >
            <Avatar name={user.name} seed={user.email} imageUrl={localImage(user.avatarUrl)} size="small" />
            <span className={styles.name} dir="auto">
              {user.name}
            </span>
            <span className={styles.role}>{text(`role.${user.role}`)}</span>
            {user.id === chosenId ? <Check size={14} aria-hidden="true" /> : null}
          </div>
        ))}
        {found.length === 0 ? <p className={styles.none}>{text('transfer.nobody')}</p> : null}
      </div>
    </div>
  );
}

function optionId(listId: string, userId: number): string {
  return `${listId}-${userId}`;
}
