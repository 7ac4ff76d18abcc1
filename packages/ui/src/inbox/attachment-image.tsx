import { ImageOff } from 'lucide-react';
import styles from './attachment-image.module.css';

export interface AttachmentImageProps {
  /** Leave it out while the file is not on this machine yet; the place is kept by width and height. */
  url?: string | undefined;
  /** Describes the picture; the file name when nothing better is known. */
  label: string;
  width?: number | undefined;
  height?: number | undefined;
  /** Said in the empty place: `Not loaded yet`. */
  pendingLabel: string;
  onOpen?: (() => void) | undefined;
}

/** A picture in a message. Its box has its final size before the file is there, so nothing jumps. */
export function AttachmentImage({
  url,
  label,
  width = 320,
  height = 240,
  pendingLabel,
  onOpen,
}: AttachmentImageProps) {
  return (
    <button
      type="button"
      className={styles.frame}
      style={{ aspectRatio: `${width} / ${height}`, inlineSize: widthOnScreen(width, height) }}
      onClick={onOpen}
      disabled={url === undefined || onOpen === undefined}
    >
      {url === undefined ? (
        <span className={styles.pending}>
          <ImageOff size={18} aria-hidden="true" />
          <span className="visually-hidden">{label}</span>
          {pendingLabel}
        </span>
      ) : (
        <img src={url} alt={label} width={width} height={height} loading="lazy" draggable={false} />
      )}
    </button>
  );
}

/** At most 320 wide and 280 high. */
function widthOnScreen(width: number, height: number): number {
  return Math.round(Math.min(width, 320, (280 * width) / height));
}
