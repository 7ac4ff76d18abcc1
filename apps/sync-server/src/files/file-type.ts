import type { AttachmentType } from '@holdfast/schema/domain/message';

export interface FileType {
  mimeType: string;
  attachmentType: AttachmentType;
  extension: string;
  matches: (bytes: Uint8Array) => boolean;
}

/**
 * Everything that may be attached. What is not here is refused: no HTML, no SVG, nothing that a
 * viewer could run. One row per type, so that a sniffed type and an allowed type can not drift apart.
 */
const FILE_TYPES: readonly FileType[] = [
  fileType('image/png', 'image', 'png', startsWith(0x89, 0x50, 0x4e, 0x47)),
  fileType('image/jpeg', 'image', 'jpg', startsWith(0xff, 0xd8, 0xff)),
  fileType('image/gif', 'image', 'gif', startsWithText('GIF8')),
  fileType(
    'image/webp',
    'image',
    'webp',
    (bytes) => text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP',
  ),
  fileType(
    'video/mp4',
    'video',
    'mp4',
    (bytes) => text(bytes, 4, 4) === 'ftyp' && !text(bytes, 8, 3).startsWith('M4A'),
  ),
  fileType(
    'audio/mp4',
    'audio',
    'm4a',
    (bytes) => text(bytes, 4, 4) === 'ftyp' && text(bytes, 8, 3) === 'M4A',
  ),
  fileType('audio/ogg', 'audio', 'ogg', startsWithText('OggS')),
  fileType('audio/mpeg', 'audio', 'mp3', isMpegAudio),
  fileType(
    'audio/wav',
    'audio',
    'wav',
    (bytes) => text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WAVE',
  ),
  fileType('application/pdf', 'document', 'pdf', startsWithText('%PDF-')),
  fileType('text/plain', 'document', 'txt', isPlainText),
];

/** The MIME types that may be attached, for people to read. */
export const allowedMimeTypes: readonly string[] = FILE_TYPES.map((type) => type.mimeType);

/** The type that the bytes themselves show, or undefined when it is none of the allowed ones. */
export function sniffFileType(bytes: Uint8Array): FileType | undefined {
  return FILE_TYPES.find((type) => type.matches(bytes));
}

/** The MIME type that a stored file is served with, by the extension of its key. */
export function mimeTypeOfExtension(extension: string): string | undefined {
  return FILE_TYPES.find((type) => type.extension === extension)?.mimeType;
}

/** Looks a declared MIME type up in the allowed ones; parameters (`; charset=utf-8`) are ignored. */
export function allowedFileType(mimeType: string): FileType | undefined {
  const bare = mimeType.split(';', 1)[0]?.trim().toLowerCase();
  return FILE_TYPES.find((type) => type.mimeType === bare);
}

function fileType(
  mimeType: string,
  attachmentType: AttachmentType,
  extension: string,
  matches: FileType['matches'],
): FileType {
  return { mimeType, attachmentType, extension, matches };
}

function startsWith(...prefix: number[]): FileType['matches'] {
  return (bytes) => prefix.every((byte, index) => bytes[index] === byte);
}

function startsWithText(prefix: string): FileType['matches'] {
  return (bytes) => text(bytes, 0, prefix.length) === prefix;
}

function isMpegAudio(bytes: Uint8Array): boolean {
  return text(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2);
}

/** Valid UTF-8 without control characters and without markup at its start. */
function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  try {
    const content = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !bytes.some(isControl) && !content.trimStart().startsWith('<');
  } catch {
    return false;
  }
}

/** The control characters that no text file holds; tab, line feed and their like are none of them. */
function isControl(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x20);
}

function text(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}
