import { describe, expect, it } from 'vitest';
import { readImageSize } from './image-size.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000140000000f0', 'hex');
const gif = Buffer.from('47494638396120034002', 'hex');

describe('readImageSize', () => {
  it('reads a PNG', () => {
    expect(readImageSize(png)).toEqual({ width: 320, height: 240 });
  });

  it('reads a GIF', () => {
    expect(readImageSize(gif)).toEqual({ width: 800, height: 576 });
  });

  it('reads a JPEG whose frame follows other segments', () => {
    const app0 = Buffer.from('ffe000104a46494600010100000100010000', 'hex');
    const frame = Buffer.from('ffc0001108012c01900301220002110103110', 'hex');
    const jpeg = Buffer.concat([Buffer.from('ffd8', 'hex'), app0, frame, Buffer.alloc(8)]);
    expect(readImageSize(jpeg)).toEqual({ width: 400, height: 300 });
  });

  it('reads the three kinds of WebP', () => {
    expect(readImageSize(webp('VP8X', [0, 0, 0, 0, 0x3f, 1, 0, 0xef, 0, 0]))).toEqual({
      width: 320,
      height: 240,
    });
    expect(readImageSize(webp('VP8L', [0x2f, 0x3f, 0xc1, 0x3b, 0]))).toEqual({ width: 320, height: 240 });
    expect(readImageSize(webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0]))).toEqual({
      width: 320,
      height: 240,
    });
  });

  it('returns undefined for other files and for truncated images', () => {
    expect(readImageSize(Buffer.from('hello there, this is not an image'))).toBeUndefined();
    expect(readImageSize(png.subarray(0, 20))).toBeUndefined();
    expect(readImageSize(Buffer.from('ffd8ffe0', 'hex'))).toBeUndefined();
    expect(readImageSize(new Uint8Array())).toBeUndefined();
  });
});

function webp(format: string, chunk: number[]): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF', 0);
  bytes.write('WEBP', 8);
  bytes.write(format, 12);
  Buffer.from(chunk).copy(bytes, 20);
  return bytes;
}
