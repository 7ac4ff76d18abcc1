import { z } from 'zod';
import type { UserRole } from '@holdfast/schema/domain/user';
import type { ReplicaError } from './replica-error.ts';
import type { Timestamp } from './references.ts';

export interface SessionState {
  /** Null: nobody is signed in here, show the sign-in screen. Otherwise show the inbox, whatever the connection. */
  readonly account: Account | null;
  /** What the sign-in form begins with; also used to sign in again. */
  readonly signInDefaults: { readonly serverUrl: string; readonly tenant: string; readonly email: string };
  readonly connection: ConnectionState;
  /** By how much the device's clock is slow, as the server said last; what is shown as the present is put right by it. */
  readonly clockOffsetMs: number;
  /** How many conversations are here; null once all of the agent's are. */
  readonly firstSync: FirstSyncState | null;
  readonly outbox: { readonly queued: number; readonly refused: number };
  /** False where the system has no keyring: say that signing in is needed again after a restart. */
  readonly canStaySignedIn: boolean;
  /** A fault of this device that the agent must know of (the disk is full, the replica was rebuilt, …). */
  readonly problem: ReplicaError | null;
}

export interface FirstSyncState {
  readonly received: number;
  /** Null before the server has said how many there are. */
  readonly total: number | null;
  /** Devices that are served before this one; null while it is being served. */
  readonly ahead: number | null;
}

export interface Account {
  readonly userId: number;
  readonly name: string;
  readonly email: string;
  readonly role: UserRole;
  readonly locale: string | null;
  readonly tenant: { readonly slug: string; readonly name: string };
}

export type ConnectionState =
  | { readonly kind: 'signed-out' }
  /** The server cannot be reached; everything goes on working. */
  | { readonly kind: 'offline'; readonly since: Timestamp; readonly nextAttemptAt: Timestamp | null }
  /** `offlineSince` is null on the very first attempt after start. */
  | { readonly kind: 'connecting'; readonly offlineSince: Timestamp | null }
  | { readonly kind: 'catching-up' }
  | { readonly kind: 'live' }
  /** The server said it is going away and when to come back. */
  | { readonly kind: 'draining'; readonly reconnectAt: Timestamp }
  /** The server is there but this device must sign in again; the inbox stays. */
  | { readonly kind: 'needs-sign-in'; readonly error: ReplicaError }
  /** This version of the app is too old (or too new) for the server; the inbox stays. */
  | { readonly kind: 'outdated'; readonly error: ReplicaError };

export const signInInputSchema = z.object({
  /** Left out: the server of the last account, or the configured one. */
  serverUrl: z.url().optional(),
  tenant: z.string().trim().min(1).max(60),
  email: z.string().trim().min(3).max(255),
  password: z.string().min(1).max(1000),
});
export type SignInInput = z.infer<typeof signInInputSchema>;

export const signOutInputSchema = z.object({
  /** Signing out is refused with HF_OUTBOX_NOT_EMPTY while changes wait, unless they are to be thrown away. */
  discardQueued: z.boolean().default(false),
});
export type SignOutInput = z.input<typeof signOutInputSchema>;
