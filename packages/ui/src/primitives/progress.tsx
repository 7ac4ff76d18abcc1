import { Progress as BaseProgress } from '@base-ui/react/progress';
import styles from './progress.module.css';

export interface ProgressProps {
  /** Null while the end is not known. */
  value: number | null;
  maximum: number;
  label: string;
  /** The honest figure: `12,400 of 200,000 messages`. */
  detail?: string | undefined;
}

/** How far a long piece of work has come. */
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
