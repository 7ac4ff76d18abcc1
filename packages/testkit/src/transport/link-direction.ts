import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { wireMessageOf } from './wire-message.ts';
import type { Direction, WireMessage } from './wire-message.ts';
import { WireUnits } from './wire-units.ts';
import type { WireUnit } from './wire-units.ts';

/** What becomes of one message on its way. */
export interface MessageFate {
  /** 0: it is lost; 2: it comes twice. */
  readonly copies: number;
  readonly delayMs: number;
  /** It waits for the next message and comes after it. */
  readonly isOvertaken: boolean;
  /** It comes once more: after so many milliseconds, or once this has resolved, which must not fail. */
  readonly echoAfter: number | Promise<unknown> | null;
  /** After so many bytes of it the connection breaks. */
  readonly cutAfterBytes: number | null;
}

/** What a good network does. */
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
  /** Resolves when the lane may pass something on. */
  untilOpen(): Promise<void>;
}

/** What has been read and not passed on may take up so much; then the sender has to wait. */
const queueLimitBytes = 64 * 1024;
/** How long an overtaken message waits for the one that overtakes it. */
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

  /** Carries what comes from now on. */
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
    // What is not whole yet does not count: the rest of it has to come.
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
      // Nobody is there any more; what is left has nowhere to go.
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
