import { AttachmentFile } from '@holdfast/ui/inbox/attachment-file';
import type { AttachmentFileKind } from '@holdfast/ui/inbox/attachment-file';
import { useIntl } from 'react-intl';

import type { TimelineAttachment } from '../../contract/timeline.ts';
import { useText } from '../i18n/use-text.ts';
import { ImageAttachment } from './image-attachment.tsx';

export function Attachments({ attachments }: { readonly attachments: readonly TimelineAttachment[] }) {
  return attachments.map((attachment) =>
    attachment.type === 'image' ? (
      <ImageAttachment key={attachment.id} attachment={attachment} />
    ) : (
      <FileAttachment key={attachment.id} attachment={attachment} />
    ),
  );
}

function FileAttachment({ attachment }: { readonly attachment: TimelineAttachment }) {
  const text = useText();
  const intl = useIntl();
  const kind = kindOf(attachment.type);
  const size =
    attachment.fileSize === null
      ? null
      : intl.formatNumber(Math.max(1, Math.round(attachment.fileSize / 1000)), {
          style: 'unit',
          unit: 'kilobyte',
          unitDisplay: 'short',
        });
  const words = [text(`attachment.${kind}`), size].filter((word) => word !== null);
  return (
    <AttachmentFile
      name={attachment.filename ?? text(`attachment.${kind}`)}
      kind={kind}
      detail={words.join(' · ')}
    />
  );
}

function kindOf(type: string): AttachmentFileKind {
  return type === 'document' || type === 'audio' || type === 'video' ? type : 'other';
}
