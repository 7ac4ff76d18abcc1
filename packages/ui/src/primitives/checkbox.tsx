import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import styles from './checkbox.module.css';

export interface CheckboxProps {
  label: string;
  description?: string | undefined;
  isChecked: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  isDisabled?: boolean | undefined;
}

/** A choice that takes effect when its form is submitted. */
export function Checkbox({
  label,
  description,
  isChecked,
  onCheckedChange,
  isDisabled = false,
}: CheckboxProps) {
  return (
    <label className={styles.field}>
      <BaseCheckbox.Root
        className={styles.box}
        checked={isChecked}
        disabled={isDisabled}
        onCheckedChange={(checked) => onCheckedChange(checked)}
      >
        <BaseCheckbox.Indicator className={styles.mark}>
          <Check size={12} strokeWidth={3} aria-hidden="true" />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span className={styles.words}>
        <span>{label}</span>
        {description === undefined ? null : <span className={styles.description}>{description}</span>}
      </span>
    </label>
  );
}
