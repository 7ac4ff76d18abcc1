import { X } from 'lucide-react';
import type { CSSProperties } from 'react';
import styles from './tag-chip.module.css';

export interface TagChipProps {
  name: string;
  /** The tag's color (`#rrggbb`). Only the dot has this color, so the name stays legible. */
  color?: string | undefined;
  /** If set, the tag can be removed. The label names the tag: `Remove tag Refund`. */
  remove?: { label: string; onRemove: () => void } | undefined;
}

export function TagChip({ name, color, remove }: TagChipProps) {
  const dot: CSSProperties | undefined = color === undefined ? undefined : { backgroundColor: color };
  return (
    <span className={styles.chip}>
      <span className={styles.dot} style={dot} aria-hidden="true" />
      <span className={styles.name} dir="auto">
        {name}
      </span>
      {remove === undefined ? null : (
        <button type="button" className={styles.remove} aria-label={remove.label} onClick={remove.onRemove}>
          <X size={12} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
