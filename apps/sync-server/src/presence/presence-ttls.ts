/** Time to live of a presence update that is not renewed, in milliseconds (rule P1). */
export interface PresenceTtls {
  readonly viewing: number;
  /** After this time without renewal, typing becomes viewing. */
  readonly typing: number;
}

/** Devices renew every 5 s, and every 3 s while the agent types. So one lost update has no effect. */
export const presenceTtls: PresenceTtls = { viewing: 15_000, typing: 6_000 };
