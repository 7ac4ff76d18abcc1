import { clsx } from 'clsx';
import styles from './skeleton.module.css';

export interface SkeletonProps {
  /** `row`: a conversation row. `message`: a bubble. `line`: a line of text. */
  shape: 'row' | 'message' | 'line';
  count?: number | undefined;
}

/** Static placeholders during the first sync. Hidden from screen readers; the progress beside them is announced. */
export function Skeleton({ shape, count = 1 }: SkeletonProps) {
  return (
    <div className={styles.stack} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div
          key={index}
          className={clsx(styles.item, styles[shape])}
          data-odd={index % 2 === 1 ? true : undefined}
        >
          {shape === 'row' ? <span className={styles.disc} /> : null}
          <span className={styles.lines}>
            <span className={styles.bar} />
            {shape === 'line' ? null : <span className={clsx(styles.bar, styles.short)} />}
          </span>
        </div>
      ))}
    </div>
  );
}
