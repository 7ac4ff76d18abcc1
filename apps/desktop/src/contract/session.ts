import { z } from 'zod';
import { signInLimits } from '@holdfast/schema/domain/sign-in';
import type { UserRole } from '@holdfast/schema/domain/user';
import type { ReplicaError } from './replica-error.ts';
import type { Timestamp } from './references.ts';

export interface SessionState {
  /** Null: no agent is signed in, show the sign-in screen. Otherwise show the inbox, also without a connection. */
  readonly account: Account | null;
  /** Initial values of the sign-in form; also used to sign in again. */
  readonly signInDefaults: { readonly serverUrl: string; readonly tenant: string; readonly email: string };
  readonly connection: ConnectionState;
  /**
   * Milliseconds by which the device's clock is behind the server's, as last measured. Added to the device's time for
   * display.
   */
  readonly clockOffsetMs: number;
  /** Progress of the first sync; null once all of the agent's conversations are here. */
  readonly firstSync: FirstSyncState | null;
  readonly outbox: { readonly queued: number; readonly refused: number };
  /** False if the system has no keyring: tell the agent to expect another sign-in after a restart. */
  readonly canStaySignedIn: boolean;
  /** A fault of this device that the agent must know about (the disk is full, the replica was rebuilt, …). */
  readonly problem: ReplicaError | null;
}

export interface FirstSyncState {
  readonly received: number;
  /** Null until the server has sent the number of conversations. */
  readonly total: number | null;
  /** Number of devices before this one in the queue; null while this device is being served. */
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
  /** The server cannot be reached. The agent can keep working. */
  | { readonly kind: 'offline'; readonly since: Timestamp; readonly nextAttemptAt: Timestamp | null }
  /** `offlineSince` is null on the first attempt after the start. */
  | { readonly kind: 'connecting'; readonly offlineSince: Timestamp | null }
  | { readonly kind: 'catching-up' }
  | { readonly kind: 'live' }
  /** The server is stopping and sent the time at which to reconnect. */
  | { readonly kind: 'draining'; readonly reconnectAt: Timestamp }
  /** The server can be reached, but this device must sign in again. The inbox stays open. */
  | { readonly kind: 'needs-sign-in'; readonly error: ReplicaError }
  /** This version of the app is too old or too new for the server. The inbox stays open. */
  | { readonly kind: 'outdated'; readonly error: ReplicaError };

export const signInInputSchema = z.object({
  /** Omitted: the server of the last account, or the configured one. */
  serverUrl: z.url().optional(),
  tenant: z.string().trim().min(1).max(signInLimits.tenant),
  email: z.string().trim().min(3).max(signInLimits.email),
  password: z.string().min(1).max(signInLimits.password),
});
export type SignInInput = z.infer<typeof signInInputSchema>;

export const signOutInputSchema = z.object({
  /**
   * While changes are queued, signing out fails with HF_OUTBOX_NOT_EMPTY unless this is true; then they are discarded.
   */
  discardQueued: z.boolean().default(false),
});
export type SignOutInput = z.input<typeof signOutInputSchema>;
