import type { MessageDirection } from '@holdfast/schema/domain/message';
import { clsx } from 'clsx';
import { CornerUpLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../primitives/button.tsx';
import { MessageStatus } from './message-status.tsx';
import type { MessageStatusProps } from './message-status.tsx';
import styles from './message-bubble.module.css';

export interface MessageAction {
  id: string;
  label: string;
  onPick: () => void;
  /** The one that is most likely meant. */
  isPrimary?: boolean | undefined;
}

export interface MessageBubbleProps {
  direction: MessageDirection;
  /** Place within a run of messages by one person; the last one shows the time, the first one the author. */
  place?: 'single' | 'first' | 'middle' | 'last' | undefined;
  /** Leave it out for a message that is only an attachment. */
  text?: string | undefined;
  /** Who wrote it, when it is neither the customer nor oneself. */
  author?: string | undefined;
  time: string;
  dateTime: string;
  timeTitle?: string | undefined;
  /** For outbound messages. */
  status?: MessageStatusProps | undefined;
  /** Why it was not sent or is held, and what can be done about it, in place. */
  problem?: { kind: 'failed' | 'held'; reason: string; actions: readonly MessageAction[] } | undefined;
  /** The message it answers; the label says so to screen readers: `In reply to`. */
  replyTo?: { author: string; text: string; label: string; onOpen?: (() => void) | undefined } | undefined;
  /** `AttachmentImage` and `AttachmentFile`. */
  attachments?: ReactNode;
  reactions?: readonly { emoji: string; label: string }[] | undefined;
  /** Said instead of the text for what we cannot show: `Unsupported message`, `Unsent by the customer`. */
  placeholder?: string | undefined;
  /** `Edited`, `Composed 13:40`: small words after the time. */
  remark?: string | undefined;
}

/** One message. Inbound at the start side on neutral ground, outbound tinted at the end side. */
export function MessageBubble(props: MessageBubbleProps) {
  const { direction, place = 'single', text, status, problem, replyTo, placeholder } = props;
  const showsTime = place === 'single' || place === 'last' || problem !== undefined || isWaiting(status);
  return (
    <article className={clsx(styles.message, styles[direction], styles[place])}>
      {props.author !== undefined && (place === 'single' || place === 'first') ? (
        <div className={styles.author} dir="auto">
          {props.author}
        </div>
      ) : null}
      {props.attachments === undefined ? null : <div className={styles.attachments}>{props.attachments}</div>}
      {text === undefined && placeholder === undefined && problem === undefined ? null : (
        <div
          className={clsx(
            styles.bubble,
            problem !== undefined && styles[problem.kind],
            isWaiting(status) && styles.queued,
          )}
        >
          {replyTo === undefined ? null : <ReplyContext {...replyTo} />}
          {placeholder === undefined ? null : <p className={styles.placeholder}>{placeholder}</p>}
          {text === undefined ? null : (
            <p className={styles.text} dir="auto">
              {text}
            </p>
          )}
          {problem === undefined ? null : <Problem {...problem} />}
        </div>
      )}
      {props.reactions === undefined || props.reactions.length === 0 ? null : (
        <ul className={styles.reactions}>
          {props.reactions.map((reaction) => (
            <li key={reaction.label} title={reaction.label}>
              <span aria-hidden="true">{reaction.emoji}</span>
              <span className="visually-hidden">{reaction.label}</span>
            </li>
          ))}
        </ul>
      )}
      {showsTime ? (
        <div className={styles.foot}>
          <time dateTime={props.dateTime} title={props.timeTitle}>
            {props.time}
          </time>
          {props.remark === undefined ? null : <span>{props.remark}</span>}
          {status === undefined ? null : <MessageStatus {...status} />}
        </div>
      ) : null}
    </article>
  );
}

function isWaiting(status: MessageStatusProps | undefined): boolean {
  return status?.kind === 'queued';
}

function ReplyContext({ author, text, label, onOpen }: NonNullable<MessageBubbleProps['replyTo']>) {
  return (
    <button type="button" className={styles.replyTo} onClick={onOpen} disabled={onOpen === undefined}>
      <CornerUpLeft size={12} aria-hidden="true" />
      <span className="visually-hidden">{label}</span>
      <span className={styles.replyAuthor} dir="auto">
        {author}
      </span>
      <span className={styles.replyText} dir="auto">
        {text}
      </span>
    </button>
  );
}

function Problem({ reason, actions }: NonNullable<MessageBubbleProps['problem']>) {
  return (
    <div className={styles.problem} role="group" aria-label={reason}>
      <span className={styles.reason}>{reason}</span>
      <span className={styles.actions}>
        {actions.map((action) => (
          <Button
            key={action.id}
            size="small"
            variant={action.isPrimary === true ? 'secondary' : 'quiet'}
            onClick={action.onPick}
          >
            {action.label}
          </Button>
        ))}
      </span>
    </div>
  );
}
