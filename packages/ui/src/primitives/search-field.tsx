import { Search, X } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { Kbd } from './kbd.tsx';
import styles from './search-field.module.css';

export interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string;
  onValueChange: (value: string) => void;
  clearLabel: string;
  /** The keyboard shortcut that focuses the field. */
  shortcut?: string | undefined;
  onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
  inputRef?: Ref<HTMLInputElement> | undefined;
}

/** Filters or searches while typing. Escape clears it first. */
export function SearchField(props: SearchFieldProps) {
  const { value, onValueChange } = props;

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    props.onKeyDown?.(event);
    if (event.key !== 'Escape' || value === '' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    onValueChange('');
  }

  return (
    <div className={styles.box}>
      <Search className={styles.icon} size={14} aria-hidden="true" />
      <input
        ref={props.inputRef}
        className={styles.input}
        type="text"
        role="searchbox"
        dir="auto"
        aria-label={props.label}
        placeholder={props.placeholder}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value === '' ? (
        props.shortcut === undefined ? null : (
          <span className={styles.shortcut} aria-hidden="true">
            <Kbd keys={props.shortcut} />
          </span>
        )
      ) : (
        <button
          type="button"
          className={styles.clear}
          aria-label={props.clearLabel}
          onClick={() => onValueChange('')}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
