import { Progress as BaseProgress } from '@base-ui/react/progress';
import styles from './progress.module.css';

export interface ProgressProps {
  /** Null while the total is unknown. */
  value: number | null;
  maximum: number;
  label: string;
  /** The figures: `12,400 of 200,000 messages`. */
  detail?: string | undefined;
}

/** Progress of a long operation. */
export function Progress({ value, maximum, label, detail }: ProgressProps) {
  return (
    <BaseProgress.Root
      className={styles.progress}
      value={value}
      max={maximum}
      getAriaValueText={() => detail ?? label}
    >
      <div className={styles.words}>
        <BaseProgress.Label className={styles.label}>{label}</BaseProgress.Label>
        {detail === undefined ? null : <span className={styles.detail}>{detail}</span>}
      </div>
      <BaseProgress.Track className={styles.track}>
        <BaseProgress.Indicator className={styles.bar} />
      </BaseProgress.Track>
    </BaseProgress.Root>
  );
}
