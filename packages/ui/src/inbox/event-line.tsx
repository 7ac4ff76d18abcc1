import type { ReactNode } from 'react';
import styles from './event-line.module.css';

export interface EventLineProps {
  /** A 14 px icon. */
  icon?: ReactNode;
  /** A whole sentence: `Mia transferred this to Jonas`. */
  text: ReactNode;
  time: string;
  dateTime: string;
  timeTitle?: string | undefined;
}

/** An event of the conversation: one centered line. */
export function EventLine({ icon, text, time, dateTime, timeTitle }: EventLineProps) {
  return (
    <div className={styles.event}>
      {icon === undefined ? null : (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <span>{text}</span>
      <time className={styles.time} dateTime={dateTime} title={timeTitle}>
        {time}
      </time>
    </div>
  );
}
