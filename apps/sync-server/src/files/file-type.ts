import type { AttachmentType } from '@holdfast/schema/domain/message';

export interface FileType {
  mimeType: string;
  attachmentType: AttachmentType;
  extension: string;
  matches: (bytes: Uint8Array) => boolean;
}

/**
 * All types that can be attached; every other type is rejected, in particular HTML, SVG and everything that a viewer
 * could execute. One row per type, so that sniffed and declared types cannot diverge.
 */
const fileTypes: readonly FileType[] = [
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

/** The MIME types that can be attached, for error details. */
export const allowedMimeTypes: readonly string[] = fileTypes.map((type) => type.mimeType);

/** Returns the allowed type that matches the bytes, or undefined. */
export function sniffFileType(bytes: Uint8Array): FileType | undefined {
  return fileTypes.find((type) => type.matches(bytes));
}

/** Returns the MIME type with which a stored file is served, by the extension of its key. */
export function mimeTypeOfExtension(extension: string): string | undefined {
  return fileTypes.find((type) => type.extension === extension)?.mimeType;
}

/** Returns the allowed type of a declared MIME type; parameters (`; charset=utf-8`) are ignored. */
export function allowedFileType(mimeType: string): FileType | undefined {
  const bare = mimeType.split(';', 1)[0]?.trim().toLowerCase();
  return fileTypes.find((type) => type.mimeType === bare);
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

/**
 * True for control characters that a text file does not contain; tab, line feed and other white space are allowed.
 */
function isControl(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x20);
}

function text(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}
