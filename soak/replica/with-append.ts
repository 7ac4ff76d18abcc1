import type { Journal } from '@holdfast/desktop/replica/journal/journal-file';

/** The same journal, with another way to append. */
export function withAppend(journal: Journal, append: Journal['append']): Journal {
  return {
    get state() {
      return journal.state;
    },
    damage: journal.damage,
    append,
    close: () => journal.close(),
  };
}
