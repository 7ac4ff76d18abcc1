import { Menu as BaseMenu } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';
import styles from './menu.module.css';

export type MenuEntry =
  | {
      kind: 'item';
      id: string;
      label: string;
      icon?: ReactNode;
      shortcut?: string | undefined;
      tone?: 'neutral' | 'danger' | undefined;
      isDisabled?: boolean | undefined;
      /** If set, the item has a check mark when true. */
      isChecked?: boolean | undefined;
      onPick: () => void;
    }
  | { kind: 'separator'; id: string }
  | { kind: 'heading'; id: string; label: string };

export interface MenuProps {
  /** A `Button` or an `IconButton`; it opens the menu. */
  trigger: ReactElement<Record<string, unknown>>;
  entries: readonly MenuEntry[];
  side?: 'top' | 'bottom' | 'inline-start' | 'inline-end' | undefined;
  align?: 'start' | 'center' | 'end' | undefined;
  isOpen?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
}

/** A menu of actions with arrow keys, type-ahead and Escape. */
export function Menu({
  trigger,
  entries,
  side = 'bottom',
  align = 'start',
  isOpen,
  onOpenChange,
}: MenuProps) {
  return (
    <BaseMenu.Root open={isOpen} onOpenChange={(open) => onOpenChange?.(open)}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={styles.positioner}
        >
          <BaseMenu.Popup className={styles.popup}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === 'separator') return <BaseMenu.Separator className={styles.separator} />;
  if (entry.kind === 'heading') {
    return (
      <div role="presentation" className={styles.heading}>
        {entry.label}
      </div>
    );
  }
  const content = (
    <>
      {entry.icon === undefined && entry.isChecked === undefined ? null : (
        <span className={styles.icon} aria-hidden="true">
          {entry.isChecked === true ? <Check size={16} /> : entry.icon}
        </span>
      )}
      <span className={styles.label}>{entry.label}</span>
      {entry.shortcut === undefined ? null : <Kbd keys={entry.shortcut} />}
    </>
  );
  const className = clsx(styles.item, entry.tone === 'danger' && styles.danger);
  if (entry.isChecked !== undefined) {
    return (
      <BaseMenu.CheckboxItem
        className={className}
        checked={entry.isChecked}
        disabled={entry.isDisabled === true}
        label={entry.label}
        closeOnClick
        onCheckedChange={entry.onPick}
      >
        {content}
      </BaseMenu.CheckboxItem>
    );
  }
  return (
    <BaseMenu.Item
      className={className}
      disabled={entry.isDisabled === true}
      label={entry.label}
      onClick={entry.onPick}
    >
      {content}
    </BaseMenu.Item>
  );
}
