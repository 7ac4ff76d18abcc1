import type { AttachmentType, MessageType } from '@holdfast/schema/domain/message';

const LONGEST_PREVIEW = 160;

const LABELS: Partial<Record<MessageType | AttachmentType, string>> = {
  image: '📷',
  video: '🎬',
  audio: '🎤',
  document: '📄',
  sticker: '🏷️',
  location: '📍',
  contact: '👤',
  template: '🗒️',
  interactive: '🔘',
  unsupported: '⋯',
};

/** One line for the conversation list: the text, or a sign and the file's name where there is none. */
export function messagePreview(message: { type: MessageType; content: string | null; filename?: string | undefined }): string {
  const text = (message.content ?? message.filename ?? '').replace(/\s+/g, ' ').trim();
  const preview = [LABELS[message.type], text].filter((part) => part !== undefined && part !== '').join(' ');
  const characters = Array.from(preview);
  return characters.length > LONGEST_PREVIEW ? `${characters.slice(0, LONGEST_PREVIEW - 1).join('')}…` : preview;
}
