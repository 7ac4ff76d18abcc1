import type { Platform } from '@holdfast/schema/domain/platform';
import { clsx } from 'clsx';
import { Avatar } from './avatar.tsx';
import { Pill } from '../primitives/pill.tsx';
import type { PillProps } from '../primitives/pill.tsx';
import { TagChip } from './tag-chip.tsx';
import styles from './conversation-row.module.css';

export interface ConversationRowProps {
  /** DOM id, for `aria-activedescendant` of the list. */
  id?: string | undefined;
  name: string;
  avatarSeed?: string | undefined;
  avatarUrl?: string | undefined;
  platform: Platform;
  platformLabel: string;
  /** Short form: `14:02`, `Mon`, `3 May`. */
  time: string;
  /** ISO timestamp; `timeTitle` is the full date on hover. */
  dateTime: string;
  timeTitle?: string | undefined;
  preview: string;
  /** Author of the preview, if not the customer: `You`. */
  previewAuthor?: string | undefined;
  /** If set, the row is unread. The label is for screen readers: `3 unread messages`. */
  unread?: { label: string } | undefined;
  isSelected?: boolean | undefined;
  /** At most one state is shown. */
  pill?: PillProps | undefined;
  /** All tags. Two are shown (one beside a pill), the rest are counted. */
  tags?: readonly { name: string; color?: string | undefined }[] | undefined;
  /** A colleague who has the conversation open; the label for it: `Mia is here`. */
  viewer?: { name: string; seed?: string | undefined; label: string } | undefined;
  /** Position in the whole list, for screen readers: a virtual list renders only a part. */
  position?: { index: number; total: number } | undefined;
  onSelect: () => void;
  onOpen?: (() => void) | undefined;
}

/** One conversation in the list: an `option`. Its parent must be a `listbox`, which holds the focus. */
export function ConversationRow(props: ConversationRowProps) {
  const { name, platform, platformLabel, unread, isSelected = false, viewer, position } = props;
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={isSelected}
      aria-posinset={position === undefined ? undefined : position.index + 1}
      aria-setsize={position?.total}
      className={clsx(styles.row, isSelected && styles.selected, unread !== undefined && styles.unread)}
      onClick={props.onSelect}
      onDoubleClick={props.onOpen}
    >
      <Avatar
        name={name}
        seed={props.avatarSeed}
        imageUrl={props.avatarUrl}
        platform={platform}
        platformLabel={platformLabel}
        size="medium"
      />
      <div className={styles.lines}>
        <div className={styles.heading}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          {viewer === undefined ? null : (
            <span className={styles.viewer} title={viewer.label}>
              <Avatar name={viewer.name} seed={viewer.seed} size="tiny" />
              <span className="visually-hidden">{viewer.label}</span>
            </span>
          )}
          <time className={styles.time} dateTime={props.dateTime} title={props.timeTitle}>
            {props.time}
          </time>
        </div>
        <div className={styles.detail}>
          <span className={styles.preview} dir="auto">
            {props.previewAuthor === undefined ? null : (
              <span className={styles.author}>{props.previewAuthor}: </span>
            )}
            {props.preview}
          </span>
          <RowTags tags={props.tags ?? []} isBesidePill={props.pill !== undefined} />
          {props.pill === undefined ? null : <Pill {...props.pill} />}
          {unread === undefined ? null : (
            <span className={styles.dot}>
              <span className="visually-hidden">{unread.label}</span>
            </span>
          )}
        </div>
      </div>
    </div>
  );
}

interface RowTagsProps {
  tags: NonNullable<ConversationRowProps['tags']>;
  isBesidePill: boolean;
}

function RowTags({ tags, isBesidePill }: RowTagsProps) {
  if (tags.length === 0) return null;
  const shown = isBesidePill ? 1 : 2;
  const hidden = tags.slice(shown);
  return (
    <span className={clsx(styles.tags, isBesidePill && styles.besidePill)}>
      {tags.slice(0, shown).map((tag) => (
        <TagChip key={tag.name} name={tag.name} color={tag.color} />
      ))}
      {hidden.length === 0 ? null : (
        <span className={styles.moreTags} dir="ltr" title={hidden.map((tag) => tag.name).join(', ')}>
          +{hidden.length}
        </span>
      )}
    </span>
  );
}
