export type SlashMenuStep =
  | { kind: 'move'; index: number }
  | { kind: 'pick'; index: number }
  | { kind: 'close' };

/**
 * Maps a key pressed in the text field to a step of the open menu: arrow keys wrap around, Enter and Tab pick, Escape
 * closes. Returns undefined for keys that belong to the text, and for a pick from an empty menu.
 */
export function slashMenuStep(key: string, activeIndex: number, count: number): SlashMenuStep | undefined {
  if (key === 'Escape') return { kind: 'close' };
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return { kind: 'move', index: (activeIndex + 1) % count };
    case 'ArrowUp':
      return { kind: 'move', index: (activeIndex - 1 + count) % count };
    case 'Enter':
    case 'Tab':
      return { kind: 'pick', index: Math.min(Math.max(activeIndex, 0), count - 1) };
    default:
      return undefined;
  }
}

/** DOM id of one option, for `aria-activedescendant`. */
export function slashMenuOptionId(menuId: string, itemId: string): string {
  return `${menuId}-option-${itemId}`;
}
