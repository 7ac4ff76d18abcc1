import { EmptyState } from '../src/primitives/empty-state.tsx';
import { Progress } from '../src/primitives/progress.tsx';
import { Skeleton } from '../src/primitives/skeleton.tsx';
import { Inbox } from 'lucide-react';
import styles from './gallery.module.css';
import { TroubledTimeline } from './timeline.tsx';

/** Queued and failed messages, an empty list and loading states. */
export function TimelineGallery() {
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
          text="You have no open conversations."
          hint={{ keys: 'G Q', text: 'opens the queue' }}
        />
      </div>
    </div>
  );
}
