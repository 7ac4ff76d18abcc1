import { expect, it } from 'vitest';
import { stripNulBytes } from './strip-nul-bytes.ts';

it('removes NUL characters at any depth and keeps everything else', () => {
  const value = { text: 'a\0b', list: ['\0', 1, null, true], deep: { 'k\0': 'ü\0' } };
  expect(stripNulBytes(value)).toEqual({ text: 'ab', list: ['', 1, null, true], deep: { k: 'ü' } });
});

it('replaces a lone surrogate by U+FFFD', () => {
  expect(stripNulBytes('x\ud83d')).toBe('x\ufffd');
});
