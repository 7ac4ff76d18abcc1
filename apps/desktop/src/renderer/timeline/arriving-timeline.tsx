import { Skeleton } from '@holdfast/ui/primitives/skeleton';

import { useText } from '../i18n/use-text.ts';
import { useLoadOnScroll } from './use-load-on-scroll.ts';
import styles from './timeline.module.css';

/** Placeholder for the messages of an assigned conversation whose rows have not arrived yet. */
export function ArrivingTimeline({ conversationId }: { readonly conversationId: number }) {
  const text = useText();
  useLoadOnScroll(conversationId);
  return (
    <div className={styles.scroller} aria-busy="true">
      <p className="visually-hidden" role="status">
        {text('timeline.arriving')}
      </p>
      <Skeleton shape="message" count={4} />
    </div>
  );
}
