import { AudioLines, Download, File, FileText, Film } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import styles from './attachment-file.module.css';

export type AttachmentFileKind = 'document' | 'audio' | 'video' | 'other';

export interface AttachmentFileProps {
  name: string;
  kind: AttachmentFileKind;
  /** Size, duration or state as text: `PDF · 240 KB`. */
  detail: string;
  /** Label of the action: `Save`. Omitted: the file cannot be opened (yet). */
  save?: { label: string; onSave: () => void } | undefined;
}

/** A file in a message. */
export function AttachmentFile({ name, kind, detail, save }: AttachmentFileProps) {
  const Icon = icons[kind];
  return (
    <button
      type="button"
      className={styles.file}
      title={save?.label}
      onClick={save?.onSave}
      disabled={save === undefined}
    >
      <Icon className={styles.icon} size={18} aria-hidden="true" />
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.detail}>{detail}</span>
      </span>
      {save === undefined ? null : (
        <>
          <Download className={styles.save} size={16} aria-hidden="true" />
          <span className="visually-hidden">{save.label}</span>
        </>
      )}
    </button>
  );
}

const icons: Record<AttachmentFileKind, LucideIcon> = {
  document: FileText,
  audio: AudioLines,
  video: Film,
  other: File,
};
