import { describe, expect, it } from 'vitest';
import { allowedFileType, sniffFileType } from './file-type.ts';

describe('sniffFileType', () => {
  it.each([
    ['image/png', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['image/jpeg', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['image/gif', Buffer.from('GIF89a')],
    ['image/webp', Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1')],
    ['video/mp4', Buffer.from('\0\0\0\x18ftypisom', 'latin1')],
    ['audio/mp4', Buffer.from('\0\0\0\x18ftypM4A ', 'latin1')],
    ['audio/ogg', Buffer.from('OggS')],
    ['audio/mpeg', Buffer.from('ID3\x03', 'latin1')],
    ['audio/mpeg', Buffer.from([0xff, 0xfb, 0x90, 0])],
    ['audio/wav', Buffer.from('RIFF\0\0\0\0WAVE', 'latin1')],
    ['application/pdf', Buffer.from('%PDF-1.7')],
    ['text/plain', Buffer.from('Grüße aus Köln\nمرحبا')],
  ])('recognizes %s', (mimeType, bytes) => {
    expect(sniffFileType(bytes)?.mimeType).toBe(mimeType);
  });

  it.each([
    ['HTML', Buffer.from('<!doctype html><script>1</script>')],
    ['SVG', Buffer.from('  <svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['an executable', Buffer.from('7f454c4602010100', 'hex')],
    ['a zip archive', Buffer.from('504b0304ff', 'hex')],
    ['text with a NUL byte', Buffer.from('a\0b')],
    ['no bytes', Buffer.alloc(0)],
  ])('refuses %s', (_, bytes) => {
    expect(sniffFileType(bytes)).toBeUndefined();
  });
});

describe('allowedFileType', () => {
  it('ignores case and parameters', () => {
    expect(allowedFileType('Text/Plain; charset=utf-8')?.mimeType).toBe('text/plain');
  });

  it('rejects types outside the list', () => {
    expect(allowedFileType('text/html')).toBeUndefined();
    expect(allowedFileType('image/svg+xml')).toBeUndefined();
  });
});
