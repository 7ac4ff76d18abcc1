/** A smaller difference counts as none: the server's time is delayed by the network. */
const toleranceMs = 5000;

/**
 * The server's time, estimated: the device's clock, which can be set wrong, plus the offset measured on the last
 * connection. Use it for timestamps that are stored or compared with the server's, never for measuring durations.
 */
export class DeviceClock {
  readonly #deviceNow: () => Date;
  #offsetMs = 0;

  constructor(deviceNow: () => Date) {
    this.#deviceNow = deviceNow;
  }

  /** Server time minus device time, in ms; negative if the device's clock is fast. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  now(): Date {
    return new Date(this.#deviceNow().getTime() + this.#offsetMs);
  }

  /**
   * Updates the offset from the server's time (ISO 8601).
   * @returns true if the offset changed
   */
  synchronize(serverTime: string): boolean {
    const offsetMs = Date.parse(serverTime) - this.#deviceNow().getTime();
    if (Number.isNaN(offsetMs) || Math.abs(offsetMs - this.#offsetMs) <= toleranceMs) return false;
    this.#offsetMs = Math.abs(offsetMs) <= toleranceMs ? 0 : offsetMs;
    return true;
  }
}
