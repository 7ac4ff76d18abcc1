import { Button } from '@holdfast/ui/primitives/button';
import { Hand } from 'lucide-react';

import type { ConversationHeader } from '../../contract/conversation.ts';
import { useText } from '../i18n/use-text.ts';
import { keysOf } from '../keyboard/shortcuts.ts';
import styles from './conversation.module.css';

export interface QueuePreviewProps {
  readonly header: ConversationHeader;
  readonly lastWords: string | null;
  readonly onClaim: () => void;
}

/** An unassigned conversation: its last message and a button to claim it. The history is loaded after the claim. */
export function QueuePreview({ header, lastWords, onClaim }: QueuePreviewProps) {
  const text = useText();
  return (
    <div className={styles.queue}>
      {lastWords === null ? null : (
        <blockquote className={styles.queueWords} dir="auto">
          {lastWords}
        </blockquote>
      )}
      <p className={styles.queueText}>
        {text('queue.unassigned', { name: header.customer.name, count: header.messageCount })}
      </p>
      <Button variant="primary" icon={<Hand size={16} />} shortcut={keysOf('claim')} onClick={onClaim}>
        {text('queue.claim')}
      </Button>
    </div>
  );
}
