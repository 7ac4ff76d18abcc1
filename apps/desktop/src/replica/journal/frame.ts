import { crc32 } from './crc32.ts';

/**
 * A frame is: marker, payload length, CRC-32 of the payload (both little endian), payload. The marker's first byte
 * occurs in no UTF-8 text, so after unreadable bytes the reader finds the next frame by it.
 */
const marker = Uint8Array.of(0xf5, 0x48, 0x46, 0x4a);
const headerBytes = 12;

export interface FrameScan {
  readonly payloads: readonly string[];
  /** Length of the file up to the end of the last readable frame. Bytes after it are a torn end. */
  readonly keptBytes: number;
  /** Number of unreadable bytes before the last readable frame: damage, not a torn end. */
  readonly damagedBytes: number;
}

/** @param payload at least one character */
export function encodeFrame(payload: string): Uint8Array {
  const body = new TextEncoder().encode(payload);
  const frame = new Uint8Array(headerBytes + body.length);
  frame.set(marker);
  const view = new DataView(frame.buffer);
  view.setUint32(4, body.length, true);
  view.setUint32(8, crc32(body), true);
  frame.set(body, headerBytes);
  return frame;
}

export function scanFrames(bytes: Uint8Array): FrameScan {
  const payloads: string[] = [];
  let position = 0;
  let keptBytes = 0;
  let damagedBytes = 0;
  while (position < bytes.length) {
    const body = readFrame(bytes, position);
    if (body === undefined) {
      position = findMarker(bytes, position + 1);
      continue;
    }
    damagedBytes += position - keptBytes;
    payloads.push(new TextDecoder().decode(body));
    position += headerBytes + body.length;
    keptBytes = position;
  }
  return { payloads, keptBytes, damagedBytes };
}

function readFrame(bytes: Uint8Array, position: number): Uint8Array | undefined {
  if (position + headerBytes > bytes.length || !marker.every((byte, i) => bytes[position + i] === byte)) {
    return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + position, headerBytes);
  const length = view.getUint32(4, true);
  const end = position + headerBytes + length;
  // An empty payload is invalid. A power cut can leave a marker followed by zeros, and the CRC of nothing is zero too.
  if (length === 0 || end > bytes.length) return undefined;
  const body = bytes.subarray(position + headerBytes, end);
  return crc32(body) === view.getUint32(8, true) ? body : undefined;
}

function findMarker(bytes: Uint8Array, from: number): number {
  const found = bytes.indexOf(0xf5, from);
  return found === -1 ? bytes.length : found;
}
