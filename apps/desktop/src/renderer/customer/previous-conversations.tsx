import { PlatformGlyph } from '@holdfast/ui/inbox/platform-glyph';

import type { PreviousConversation } from '../../contract/conversation.ts';
import { useNow } from '../i18n/use-now.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { useUi } from '../state/use-ui.tsx';
import styles from './customer.module.css';

export function PreviousConversations(props: { readonly previous: readonly PreviousConversation[] }) {
  const text = useText();
  const times = useTimes();
  const now = useNow();
  const openConversation = useUi((state) => state.openConversation);
  if (props.previous.length === 0) return <p className={styles.nothing}>{text('customer.noPrevious')}</p>;
  return (
    <ul className={styles.previous}>
      {props.previous.map((conversation) => (
        <li key={conversation.id}>
          <button
            type="button"
            className={styles.previousItem}
            onClick={() =>
              openConversation(conversation.status === 'resolved' ? 'resolved' : 'mine', conversation.id)
            }
          >
            <PlatformGlyph
              platform={conversation.channel.platform}
              label={text(`platform.${conversation.channel.platform}`)}
            />
            <span className={styles.previousText} dir="auto">
              {conversation.lastMessagePreview ?? conversation.channel.name}
            </span>
            {conversation.lastMessageAt === null ? null : (
              <time className={styles.previousTime} dateTime={conversation.lastMessageAt}>
                {times.short(conversation.lastMessageAt, now)}
              </time>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
