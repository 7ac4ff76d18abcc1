import type { ReactNode } from 'react';
import styles from './detail-list.module.css';

export interface DetailListProps {
  details: readonly { id: string; term: string; value: ReactNode }[];
}

/** Terms and values of a profile, in two columns. */
export function DetailList({ details }: DetailListProps) {
  return (
    <dl className={styles.list}>
      {details.map((detail) => (
        <div key={detail.id} className={styles.detail}>
          <dt className={styles.term}>{detail.term}</dt>
          <dd
            className={styles.value}
            dir="auto"
            title={typeof detail.value === 'string' ? detail.value : undefined}
          >
            {detail.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
