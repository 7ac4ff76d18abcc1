import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { wireMessageOf } from './wire-message.ts';
import type { Direction, WireMessage } from './wire-message.ts';
import { WireUnits } from './wire-units.ts';
import type { WireUnit } from './wire-units.ts';

/** The faults of one message. */
export interface MessageFate {
  /** 0: the message is dropped; 2: it is sent twice. */
  readonly copies: number;
  readonly delayMs: number;
  /** The message is sent after the next one. */
  readonly isOvertaken: boolean;
  /** The message is sent again after this many milliseconds, or when this promise resolves; it must not reject. */
  readonly echoAfter: number | Promise<unknown> | null;
  /** The connection breaks after this many bytes of the message. */
  readonly cutAfterBytes: number | null;
}

/** No fault: the message arrives once, without delay. */
export const delivered: MessageFate = {
  copies: 1,
  delayMs: 0,
  isOvertaken: false,
  echoAfter: null,
  cutAfterBytes: null,
};

export interface LaneOptions {
  readonly direction: Direction;
  readonly from: Socket;
  readonly to: Socket;
  decide(message: WireMessage): MessageFate;
  /** Resolves when the direction is not blocked. */
  untilOpen(): Promise<void>;
}

/** Maximum bytes that are read and not yet forwarded. Above it, reading from the sender pauses. */
const queueLimitBytes = 64 * 1024;
/** Maximum time that an overtaken message waits for the next one. */
const maxOvertakeMs = 200;

/** One direction of one connection. */
export class LinkDirection {
  readonly #options: LaneOptions;
  readonly #units = new WireUnits();
  readonly #queue: WireUnit[] = [];
  #queuedBytes = 0;
  #isPumping = false;
  #isEnding = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Starts to forward. */
  begin(): void {
    const options = this.#options;
    options.from.on('data', (chunk: Buffer) => this.#receive(chunk));
    options.from.on('close', () => {
      this.#isEnding = true;
      if (!this.#isPumping) options.to.end();
    });
  }

  #receive(chunk: Buffer): void {
    const units = this.#units.push(chunk);
    if (units.length === 0) return;
    this.#queue.push(...units);
    // An incomplete message does not count: its rest must be read.
    for (const { bytes } of units) this.#queuedBytes += bytes.length;
    if (this.#queuedBytes > queueLimitBytes) this.#options.from.pause();
    if (this.#isPumping) return;
    this.#isPumping = true;
    void this.#pump();
  }

  async #pump(): Promise<void> {
    const { from, to, untilOpen } = this.#options;
    for (let unit = this.#queue.shift(); unit !== undefined; unit = this.#queue.shift()) {
      await untilOpen();
      // The receiver is gone: the rest cannot be delivered.
      if (to.destroyed) return void from.destroy();
      await this.#pass(unit);
      this.#queuedBytes -= unit.bytes.length;
      if (this.#queuedBytes <= queueLimitBytes) from.resume();
    }
    this.#isPumping = false;
    if (this.#isEnding) to.end();
  }

  async #pass(unit: WireUnit): Promise<void> {
    const { direction, decide, to } = this.#options;
    if (unit.frame === null) return await this.#write(unit.bytes);
    const fate = decide(wireMessageOf(direction, unit.frame));
    if (fate.delayMs > 0) await delay(fate.delayMs);
    if (fate.isOvertaken) await this.#letOvertake();
    if (fate.cutAfterBytes !== null) {
      await this.#write(unit.bytes.subarray(0, fate.cutAfterBytes));
      to.destroy();
      return;
    }
    for (let copy = 0; copy < fate.copies; copy += 1) await this.#write(unit.bytes);
    if (fate.echoAfter !== null) void this.#echo(unit.bytes, fate.echoAfter);
  }

  async #echo(bytes: Buffer, after: number | Promise<unknown>): Promise<void> {
    await (typeof after === 'number' ? delay(after, undefined, { ref: false }) : after);
    if (!this.#options.to.destroyed) this.#options.to.write(bytes);
  }

  async #letOvertake(): Promise<void> {
    if (this.#queue.length === 0) await delay(maxOvertakeMs);
    const next = this.#queue.shift();
    if (next === undefined) return;
    this.#queuedBytes -= next.bytes.length;
    await this.#write(next.bytes);
  }

  #write(bytes: Buffer): Promise<void> {
    const { to } = this.#options;
    if (to.destroyed) return Promise.resolve();
    if (to.write(bytes)) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        to.off('drain', done);
        to.off('close', done);
        resolve();
      };
      to.on('drain', done);
      to.on('close', done);
    });
  }
}
