import { messagePreview } from '@holdfast/schema/domain/message-preview';
import type { MessageType } from '@holdfast/schema/domain/message';

/** Signs that every language reads, for messages that are more than words. */
const signs: Partial<Record<MessageType, string>> = {
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

/** The line that the inbox shows of a message from a platform: its words or its file's name, behind a sign of its type. */
export function inboundPreview(
  type: MessageType,
  content: string | null,
  filename: string | undefined,
): string {
  const words = content?.trim() ? content : (filename ?? '');
  return messagePreview(`${signs[type] ?? ''} ${words}`);
}
