import type { MessageDirection } from '@holdfast/schema/domain/message';
import { clsx } from 'clsx';
import { CornerUpLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../primitives/button.tsx';
import { MessageStatusIcon } from './message-status.tsx';
import type { MessageStatusProps } from './message-status.tsx';
import styles from './message-bubble.module.css';

export interface MessageAction {
  id: string;
  label: string;
  onPick: () => void;
  /** The action that the agent most likely wants. */
  isPrimary?: boolean | undefined;
}

export interface MessageBubbleProps {
  direction: MessageDirection;
  /** Position within a run of messages by one person. The first one shows the author, the last one the time. */
  place?: 'single' | 'first' | 'middle' | 'last' | undefined;
  /** Omit it for a message that is only an attachment. */
  text?: string | undefined;
  /** The author, if it is neither the customer nor the signed-in agent. */
  author?: string | undefined;
  time: string;
  dateTime: string;
  timeTitle?: string | undefined;
  /** For outbound messages. */
  status?: MessageStatusProps | undefined;
  /** The reason why the message failed or is held, and the possible actions. */
  problem?: { kind: 'failed' | 'held'; reason: string; actions: readonly MessageAction[] } | undefined;
  /** The message that this one replies to. The label is for screen readers: `In reply to`. */
  replyTo?: { author: string; text: string; label: string; onOpen?: (() => void) | undefined } | undefined;
  /** `AttachmentImage` and `AttachmentFile`. */
  attachments?: ReactNode;
  reactions?: readonly { emoji: string; label: string }[] | undefined;
  /** Replaces the text of a message that cannot be displayed: `Unsupported message`, `Deleted by the customer`. */
  placeholder?: string | undefined;
  /** Short text after the time: `Edited`, `Written 13:40`. */
  remark?: string | undefined;
}

/** One message. Inbound: at the start side on a neutral ground. Outbound: at the end side, tinted. */
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
          {status === undefined ? null : <MessageStatusIcon {...status} />}
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
