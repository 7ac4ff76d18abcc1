import { Progress } from '@holdfast/ui/primitives/progress';
import { Skeleton } from '@holdfast/ui/primitives/skeleton';

import type { SessionState } from '../../contract/session.ts';
import { useText } from '../i18n/use-text.ts';
import type { Text } from '../i18n/use-text.ts';
import styles from './inbox.module.css';

export interface FirstSyncProps {
  readonly progress: NonNullable<SessionState['firstSync']>;
  readonly isEmpty: boolean;
}

/** Progress of the first sync in exact numbers. Rows are shown as soon as they arrive. */
export function FirstSync({ progress, isEmpty }: FirstSyncProps) {
  const text = useText();
  const { received, total } = progress;
  return (
    <>
      <div className={styles.progress}>
        <Progress
          value={total === null ? null : Math.min(received, total)}
          maximum={total ?? 1}
          label={text('firstSync.label')}
          detail={progressDetail(text, progress)}
        />
      </div>
      {isEmpty ? <Skeleton shape="row" count={6} /> : null}
    </>
  );
}

/** Only known numbers: no estimated total, and no zero before the server has sent one. */
function progressDetail(
  text: Text,
  { received, total, ahead }: FirstSyncProps['progress'],
): string | undefined {
  if (ahead !== null) return text('firstSync.waiting', { ahead });
  if (total !== null) return text('firstSync.receivedOf', { received, total });
  return received === 0 ? undefined : text('firstSync.received', { received });
}
