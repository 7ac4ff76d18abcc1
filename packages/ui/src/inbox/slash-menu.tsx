import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { slashMenuOptionId } from '../behavior/slash-menu-keys.ts';
import styles from './slash-menu.module.css';

export interface SlashMenuItem {
  id: string;
  /** The text after the slash. */
  shortcut: string;
  title: string;
  /** The text as it will be sent, with variables filled in. */
  preview: string;
}

export interface SlashMenuProps {
  /** DOM id of the list; the composer refers to it. */
  id: string;
  /** `Canned responses`. */
  label: string;
  items: readonly SlashMenuItem[];
  activeIndex: number;
  onActiveIndexChange: (index: number) => void;
  onPick: (item: SlashMenuItem) => void;
  /** Shown if nothing matches. */
  emptyText: string;
  /** One line of help under the list: the keys to choose and to close. */
  footer?: ReactNode;
}

/** Canned responses by shortcut. The text field keeps the focus and passes its keys to `slashMenuStep`. */
export function SlashMenu(props: SlashMenuProps) {
  const { id, label, items, activeIndex, onActiveIndexChange, onPick } = props;
  const list = useRef<HTMLDivElement>(null);
  const activeItem = items[activeIndex];
  const activeId = activeItem === undefined ? undefined : slashMenuOptionId(id, activeItem.id);

  useEffect(() => {
    if (activeId === undefined) return;
    list.current?.querySelector(`[id="${CSS.escape(activeId)}"]`)?.scrollIntoView?.({ block: 'nearest' });
  }, [activeId]);

  return (
    <div className={styles.menu}>
      <div ref={list} id={id} role="listbox" aria-label={label} className={styles.list}>
        {items.map((item, index) => (
          <div
            key={item.id}
            id={slashMenuOptionId(id, item.id)}
            role="option"
            aria-selected={index === activeIndex}
            className={clsx(styles.option, index === activeIndex && styles.active)}
            onMouseMove={() => {
              if (index !== activeIndex) onActiveIndexChange(index);
            }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(item)}
          >
            <span className={styles.shortcut}>/{item.shortcut}</span>
            <span className={styles.title} dir="auto">
              {item.title}
            </span>
            <span className={styles.preview} dir="auto">
              {item.preview}
            </span>
          </div>
        ))}
      </div>
      {items.length === 0 ? <p className={styles.empty}>{props.emptyText}</p> : null}
      {props.footer === undefined ? null : <div className={styles.footer}>{props.footer}</div>}
    </div>
  );
}
