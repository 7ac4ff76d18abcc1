import { clsx } from 'clsx';
import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import styles from './text-field.module.css';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'size'> {
  label: string;
  isLabelHidden?: boolean | undefined;
  value: string;
  onValueChange: (value: string) => void;
  /** Help under the field. */
  description?: string | undefined;
  /** What is wrong and how to fix it. Marks the field as invalid. */
  error?: string | undefined;
  /** An icon at the start. */
  leading?: ReactNode;
  /** A key, a unit or an icon button at the end. */
  trailing?: ReactNode;
}

/** A single-line text field with its label. */
export function TextField(props: TextFieldProps) {
  const {
    label,
    isLabelHidden = false,
    onValueChange,
    description,
    error,
    leading,
    trailing,
    className,
    ...rest
  } = props;
  const id = useId();
  const help = error ?? description;
  return (
    <div className={clsx(styles.field, className)}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <div className={styles.box} data-invalid={error === undefined ? undefined : true}>
        {leading === undefined ? null : (
          <span className={styles.leading} aria-hidden="true">
            {leading}
          </span>
        )}
        <input
          dir="auto"
          {...rest}
          id={id}
          className={styles.input}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={help === undefined ? undefined : `${id}-help`}
          onChange={(event) => onValueChange(event.target.value)}
        />
        {trailing === undefined ? null : <span className={styles.trailing}>{trailing}</span>}
      </div>
      {help === undefined ? null : (
        <p id={`${id}-help`} className={error === undefined ? styles.description : styles.error}>
          {error === undefined ? null : <CircleAlert size={14} aria-hidden="true" />}
          {help}
        </p>
      )}
    </div>
  );
}
