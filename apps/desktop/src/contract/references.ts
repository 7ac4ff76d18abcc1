import type { Platform } from '@holdfast/schema/domain/platform';

/** A point in time as ISO 8601 text in UTC, for instance `2026-11-22T17:11:03.120Z`. */
export type Timestamp = string;

export interface PersonReference {
  readonly id: number;
  readonly name: string;
  readonly avatarUrl: string | null;
}

export interface ChannelReference {
  readonly id: number;
  readonly name: string;
  readonly platform: Platform;
}

export interface TagReference {
  readonly id: number;
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string;
}

/** The SLA clock that runs out next. Null in place of this: no clock runs, or it was met. */
export interface SlaClock {
  readonly kind: 'first_response' | 'resolution';
  readonly dueAt: Timestamp;
  readonly breached: boolean;
}
