/** The enumerated values as the screens know them; the tables' check constraints hold the same lists. */
export type Platform = 'whatsapp' | 'facebook' | 'instagram' | 'telegram' | 'http';
export type ConversationStatus = 'new' | 'open' | 'pending' | 'resolved' | 'archived';
export type Priority = 'none' | 'low' | 'medium' | 'high' | 'urgent';
export type Direction = 'inbound' | 'outbound';
export type DeliveryStatus = 'pending' | 'sent' | 'delivered' | 'read' | 'failed';
export type SenderType = 'customer' | 'user' | 'system';
export type UserRole = 'agent' | 'supervisor' | 'admin';

/** A moment as ISO 8601 text in UTC, for instance `2026-11-22T17:11:03.120Z`. */
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
  readonly color: string | null;
}

/** The SLA clock that runs out next; a met or absent one is null where this is used. */
export interface SlaClock {
  readonly kind: 'first_response' | 'resolution';
  readonly dueAt: Timestamp;
  readonly breached: boolean;
}
