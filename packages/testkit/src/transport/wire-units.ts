/** A part of a connection's data that is forwarded as a whole. */
export interface WireUnit {
  readonly bytes: Buffer;
  /** The payload of a whole WebSocket message, as text or bytes; null for other data. */
  readonly frame: string | Buffer | null;
}

const endOfHead = Buffer.from('\r\n\r\n');
const opcode = { text: 1, firstControl: 8 } as const;

/**
 * Splits one direction of a connection into units: the HTTP head, then, after an upgrade, whole WebSocket messages.
 * Without an upgrade each chunk is a unit.
 */
export class WireUnits {
  #rest: Buffer = Buffer.alloc(0);
  #mode: 'head' | 'frames' | 'bytes' = 'head';
  #fragments: { readonly bytes: Buffer; readonly payload: Buffer; readonly opcode: number }[] = [];

  /** Adds a chunk and returns the units that it completes. */
  push(chunk: Buffer): readonly WireUnit[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const units: WireUnit[] = [];
    if (this.#mode === 'head') units.push(...this.#takeHead());
    if (this.#mode === 'bytes' && this.#rest.length > 0)
      units.push({ bytes: this.#take(this.#rest.length), frame: null });
    if (this.#mode === 'frames')
      for (let unit = this.#takeMessage(); unit !== null; unit = this.#takeMessage()) units.push(unit);
    return units;
  }

  #takeHead(): WireUnit[] {
    const end = this.#rest.indexOf(endOfHead);
    if (end === -1) return [];
    const bytes = this.#take(end + endOfHead.length);
    this.#mode = /^(?:upgrade: websocket|HTTP\/1\.1 101 )/im.test(bytes.toString('latin1'))
      ? 'frames'
      : 'bytes';
    return [{ bytes, frame: null }];
  }

  /** Returns null until a whole message has arrived. */
  #takeMessage(): WireUnit | null {
    for (;;) {
      const frame = this.#takeFrame();
      if (frame === null) return null;
      if (frame.opcode >= opcode.firstControl) return { bytes: frame.bytes, frame: null };
      this.#fragments.push(frame);
      if (!frame.isLast) continue;
      const fragments = this.#fragments;
      this.#fragments = [];
      const bytes = Buffer.concat(fragments.map((fragment) => fragment.bytes));
      const isText = fragments[0]?.opcode === opcode.text;
      const payload = Buffer.concat(fragments.map((fragment) => fragment.payload));
      return { bytes, frame: isText ? payload.toString() : payload };
    }
  }

  #takeFrame() {
    const head = readFrameHead(this.#rest);
    if (head === null || this.#rest.length < head.headLength + head.payloadLength) return null;
    const bytes = this.#take(head.headLength + head.payloadLength);
    const payload = unmask(bytes.subarray(head.headLength), head.mask);
    return { bytes, payload, opcode: head.opcode, isLast: head.isLast };
  }

  #take(length: number): Buffer {
    const bytes = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return bytes;
  }
}

/** RFC 6455, section 5.2. */
function readFrameHead(bytes: Buffer) {
  if (bytes.length < 2) return null;
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  const short = second & 0x7f;
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const maskBytes = (second & 0x80) === 0 ? 0 : 4;
  const headLength = 2 + lengthBytes + maskBytes;
  if (bytes.length < headLength) return null;
  const payloadLength =
    lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : lengthBytes === 2 ? bytes.readUInt16BE(2) : short;
  const mask = maskBytes === 0 ? null : bytes.subarray(headLength - 4, headLength);
  return { isLast: (first & 0x80) !== 0, opcode: first & 0x0f, headLength, payloadLength, mask };
}

function unmask(payload: Buffer, mask: Buffer | null): Buffer {
  if (mask === null) return payload;
  return Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
}
