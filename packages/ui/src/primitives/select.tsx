import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './select.module.css';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  icon?: ReactNode;
  isDisabled?: boolean | undefined;
}

export interface SelectProps<Value extends string> {
  label: string;
  /** If true, the label is for screen readers only. */
  isLabelHidden?: boolean | undefined;
  value: Value;
  options: readonly SelectOption<Value>[];
  onValueChange: (value: Value) => void;
  size?: 'small' | 'medium' | undefined;
  isDisabled?: boolean | undefined;
}

/** Selects one of a few values. For many values, or a search, use `Picker`. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const {
    label,
    isLabelHidden = false,
    value,
    options,
    onValueChange,
    size = 'medium',
    isDisabled = false,
  } = props;
  const labelId = useId();
  return (
    <div className={styles.field}>
      <span id={labelId} className={isLabelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </span>
      <BaseSelect.Root
        items={options}
        value={value}
        disabled={isDisabled}
        onValueChange={(next) => {
          if (next !== null) onValueChange(next);
        }}
      >
        <BaseSelect.Trigger aria-labelledby={labelId} className={styles.trigger} data-size={size}>
          <BaseSelect.Value className={styles.value} />
          <BaseSelect.Icon className={styles.icon}>
            <ChevronDown size={14} aria-hidden="true" />
          </BaseSelect.Icon>
        </BaseSelect.Trigger>
        <BaseSelect.Portal>
          <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className={styles.positioner}>
            <BaseSelect.Popup className={styles.popup}>
              {options.map((option) => (
                <BaseSelect.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.isDisabled === true}
                  className={styles.item}
                >
                  {option.icon === undefined ? null : <span aria-hidden="true">{option.icon}</span>}
                  <BaseSelect.ItemText className={styles.itemText}>{option.label}</BaseSelect.ItemText>
                  <BaseSelect.ItemIndicator className={styles.check}>
                    <Check size={14} aria-hidden="true" />
                  </BaseSelect.ItemIndicator>
                </BaseSelect.Item>
              ))}
            </BaseSelect.Popup>
          </BaseSelect.Positioner>
        </BaseSelect.Portal>
      </BaseSelect.Root>
    </div>
  );
}
