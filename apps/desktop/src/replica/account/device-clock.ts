/** Within this the device's clock counts as right: the server's word travels for a moment too. */
const toleranceMs = 5000;

/**
 * The time as the server has it, as far as this device can know: its own clock, which anybody may set wrong, put right by
 * the server's word of the last connection. For moments that are kept or compared with moments of the server; never for
 * measuring how long something takes.
 */
export class DeviceClock {
  readonly #deviceNow: () => Date;
  #offsetMs = 0;

  constructor(deviceNow: () => Date) {
    this.#deviceNow = deviceNow;
  }

  /** By how much the device's clock is slow; negative where it is fast. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  now(): Date {
    return new Date(this.#deviceNow().getTime() + this.#offsetMs);
  }

  /**
   * Takes the server's word for what time it is.
   * @returns whether the offset changed
   */
  learn(serverTime: string): boolean {
    const offsetMs = Date.parse(serverTime) - this.#deviceNow().getTime();
    if (Number.isNaN(offsetMs) || Math.abs(offsetMs - this.#offsetMs) <= toleranceMs) return false;
    this.#offsetMs = Math.abs(offsetMs) <= toleranceMs ? 0 : offsetMs;
    return true;
  }
}
