import { describe, expect, it } from 'vitest';
import { contentDisposition, safeFileName } from './file-name.ts';

describe('safeFileName', () => {
  it.each([
    ['Foto.png', 'png', 'Foto.png'],
    ['IMG 0001.JPEG', 'jpg', 'IMG 0001.jpg'],
    ['../../etc/passwd', 'txt', 'passwd.txt'],
    ['C:\\temp\\bill.pdf', 'pdf', 'bill.pdf'],
    ['photo.png.exe', 'png', 'photo.png.exe.png'],
    ['.htaccess', 'txt', 'htaccess.txt'],
    ['a\u202Egnp.txt', 'txt', 'agnp.txt'],
    ['صورة.png', 'png', 'صورة.png'],
    ['\0\n', 'gif', 'file.gif'],
    ['x'.repeat(400), 'png', `${'x'.repeat(116)}.png`],
  ])('makes a safe name of %j', (name, extension, expected) => {
    expect(safeFileName(name, extension)).toBe(expected);
  });
});

describe('contentDisposition', () => {
  it('replaces quotes in the ASCII name and encodes other alphabets in filename*', () => {
    expect(contentDisposition('attachment', 'Re"chnung ü.pdf')).toBe(
      `attachment; filename="Re_chnung _.pdf"; filename*=UTF-8''Re%22chnung%20%C3%BC.pdf`,
    );
  });
});
