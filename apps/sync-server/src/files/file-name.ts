const maxNameLength = 120;

/**
 * Returns a name that is safe to show and to save under: the last path segment without control, bidirectional
 * override and reserved characters, not empty, not hidden, at most 120 characters including the given extension.
 */
export function safeFileName(name: string, extension: string): string {
  const base = (name.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}"<>:|?*]/gu, '')
    .replace(/^\.+/, '')
    .trim();
  const stem = stripExtension(base, extension)
    .slice(0, maxNameLength - extension.length - 1)
    .trim();
  return `${stem === '' ? 'file' : stem}.${extension}`;
}

/** `Content-Disposition` as of RFC 6266: an ASCII name for old clients, and the original name in `filename*`. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, percentEncode);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** The extension always follows the sniffed type, so `photo.png.exe` cannot keep `.exe` as its last part. */
function stripExtension(name: string, extension: string): string {
  const lower = name.toLowerCase();
  if (lower.endsWith(`.${extension}`)) return name.slice(0, -extension.length - 1);
  if (extension === 'jpg' && lower.endsWith('.jpeg')) return name.slice(0, -5);
  return name;
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
