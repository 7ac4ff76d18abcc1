/** How long what was said holds unless it is said again, in milliseconds. */
export interface PresenceLifetimes {
  readonly viewing: number;
  /** Who has stopped typing so long ago is only there. */
  readonly typing: number;
}

/** Devices say it again every 5 s, and while they type every 3 s: one that is lost does no harm. */
export const presenceLifetimes: PresenceLifetimes = { viewing: 15_000, typing: 6_000 };
