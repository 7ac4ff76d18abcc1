import { EmptyState } from '../src/primitives/empty-state.tsx';
import { Progress } from '../src/primitives/progress.tsx';
import { Skeleton } from '../src/primitives/skeleton.tsx';
import { Inbox } from 'lucide-react';
import styles from './gallery.module.css';
import { TroubledTimeline } from './timeline.tsx';

/** What waits, what failed, what is empty and what is loading. */
export function TimelineView() {
  return (
    <div className={styles.columns}>
      <div>
        <TroubledTimeline />
      </div>
      <div className={styles.card}>
        <Progress
          value={12_400}
          maximum={200_000}
          label="Loading your inbox"
          detail="12,400 of 200,000 messages"
        />
        <Progress value={null} maximum={1} label="Connecting" />
        <Skeleton shape="row" count={4} />
        <Skeleton shape="message" count={2} />
        <Skeleton shape="line" count={2} />
        <EmptyState
          icon={<Inbox size={24} />}
          text="Nothing is waiting for you."
          hint={{ keys: 'G Q', text: 'opens the queue' }}
        />
      </div>
    </div>
  );
}
