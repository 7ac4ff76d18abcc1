import { messagePreview } from '@holdfast/schema/domain/message-preview';
import type { MessageType } from '@holdfast/schema/domain/message';

/** Language-independent icons for messages that are not plain text. */
const typeIcons: Partial<Record<MessageType, string>> = {
  image: '📷',
  video: '🎬',
  audio: '🎤',
  document: '📄',
  sticker: '🏷️',
  location: '📍',
  contact: '👤',
  interactive: '🔘',
  unsupported: '⋯',
};

/** Preview line of an inbound message in the inbox: the icon of its type, then its text or its file name. */
export function inboundPreview(
  type: MessageType,
  content: string | null,
  filename: string | undefined,
): string {
  const text = content?.trim() ? content : (filename ?? '');
  return messagePreview(`${typeIcons[type] ?? ''} ${text}`);
}
