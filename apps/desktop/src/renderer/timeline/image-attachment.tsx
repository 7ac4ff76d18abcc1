import { AttachmentImage } from '@holdfast/ui/inbox/attachment-image';
import { Dialog } from '@holdfast/ui/primitives/dialog';
import { useState } from 'react';

import type { TimelineAttachment } from '../../contract/timeline.ts';
import { isAway } from '../app/is-away.ts';
import { useText } from '../i18n/use-text.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import styles from './timeline.module.css';

/** An image. If it is not on this computer, it keeps its space and is requested again when the server is back. */
export function ImageAttachment({ attachment }: { readonly attachment: TimelineAttachment }) {
  const session = useLiveQuery('session.state', undefined);
  const connection = session === undefined || isAway(session.connection) ? 'away' : 'here';
  return <LoadingImage key={connection} attachment={attachment} />;
}

function LoadingImage({ attachment }: { readonly attachment: TimelineAttachment }) {
  const text = useText();
  const [state, setState] = useState<'trying' | 'missing'>('trying');
  const [isEnlarged, setEnlarged] = useState(false);
  const label = attachment.filename ?? text('attachment.image');
  return (
    <div onErrorCapture={() => setState('missing')}>
      <AttachmentImage
        url={state === 'missing' ? undefined : attachment.url}
        label={label}
        width={attachment.width ?? undefined}
        height={attachment.height ?? undefined}
        pendingLabel={text('attachment.missing')}
        onOpen={() => setEnlarged(true)}
      />
      <Dialog
        isOpen={isEnlarged}
        onOpenChange={setEnlarged}
        title={label}
        closeLabel={text('close')}
        size="large"
      >
        <img className={styles.enlarged} src={attachment.url} alt={label} />
      </Dialog>
    </div>
  );
}
