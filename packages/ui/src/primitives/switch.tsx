import { Switch as BaseSwitch } from '@base-ui/react/switch';
import styles from './switch.module.css';

export interface SwitchProps {
  label: string;
  description?: string | undefined;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean | undefined;
}

/** A setting that takes effect immediately. */
export function Switch({ label, description, isOn, onChange, isDisabled = false }: SwitchProps) {
  return (
    <label className={styles.field}>
      <span className={styles.words}>
        <span>{label}</span>
        {description === undefined ? null : <span className={styles.description}>{description}</span>}
      </span>
      <BaseSwitch.Root
        className={styles.track}
        checked={isOn}
        disabled={isDisabled}
        onCheckedChange={(checked) => onChange(checked)}
      >
        <BaseSwitch.Thumb className={styles.thumb} />
      </BaseSwitch.Root>
    </label>
  );
}
