import { ImageOff } from 'lucide-react';
import styles from './attachment-image.module.css';

export interface AttachmentImageProps {
  /** Omit it while the file is not on this computer; width and height keep the space. */
  url?: string | undefined;
  /** Describes the image; the file name if there is no description. */
  label: string;
  width?: number | undefined;
  height?: number | undefined;
  /** Text in the empty box: `Not loaded yet`. */
  pendingLabel: string;
  onOpen?: (() => void) | undefined;
}

/** An image in a message. Its box has the final size before the file is loaded, so the layout does not shift. */
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

/** At most 320 px wide and 280 px high. */
function widthOnScreen(width: number, height: number): number {
  return Math.round(Math.min(width, 320, (280 * width) / height));
}
