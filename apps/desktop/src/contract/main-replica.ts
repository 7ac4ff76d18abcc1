import { z } from 'zod';
import { replicaErrorSchema } from './replica-error.ts';

const requestId = z.number().int().nonnegative();
/** Names the account that a secret belongs to: `<tenant>-<userId>@<server origin>`. */
const secretName = z.string().min(1).max(300);

/** main → replica, over `parentPort`. */
export const toReplicaSchema = z.discriminatedUnion('type', [
  /** The first message; the replica replies with `ready` or `fatal`. */
  z.object({
    type: z.literal('start'),
    /** Absolute path; accounts live under `<userData>/accounts`. */
    userDataDirectory: z.string().min(1),
    /** Absolute path of the initialized database directory that ships with the app (outside the asar). */
    templateDirectory: z.string().min(1),
    /** Server for the sign-in if no account names another one. */
    serverUrl: z.url(),
    deviceName: z.string().min(1).max(200),
    appVersion: z.string(),
    /** Whether secrets survive a restart: true if the system has a keyring. */
    secretsAvailable: z.boolean(),
  }),
  /** Carries exactly one MessagePort: a window's. The port speaks the port envelope. */
  z.object({ type: z.literal('openWindowPort'), windowId: z.number().int() }),
  /** Reply to `loadSecret`. Null: no secret is stored, or it cannot be read. */
  z.object({ type: z.literal('secretLoaded'), requestId, value: z.string().nullable() }),
  /** Requests the cached file of an attachment; the replica replies with `attachmentFile`. */
  z.object({ type: z.literal('openAttachment'), requestId, attachmentId: z.number().int() }),
  /** The machine woke up or the network returned: connect now instead of waiting for the backoff. */
  z.object({ type: z.literal('connectNow') }),
  /** Close all files, then reply `stopped` and exit. */
  z.object({ type: z.literal('shutdown') }),
]);
export type ToReplica = z.infer<typeof toReplicaSchema>;

/** replica → main. */
export const toMainSchema = z.discriminatedUnion('type', [
  /** The replica is open, or no account is signed in: windows can be shown. */
  z.object({ type: z.literal('ready'), signedIn: z.boolean(), locale: z.string().nullable() }),
  /** The replica cannot start. Main shows the message and keeps running. */
  z.object({ type: z.literal('fatal'), error: replicaErrorSchema }),
  z.object({ type: z.literal('storeSecret'), name: secretName, value: z.string() }),
  z.object({ type: z.literal('loadSecret'), requestId, name: secretName }),
  z.object({ type: z.literal('clearSecret'), name: secretName }),
  /** A click opens the conversation; if `conversationId` is null (several conversations), it only opens the window. */
  z.object({
    type: z.literal('notify'),
    conversationId: z.number().int().nullable(),
    title: z.string(),
    body: z.string(),
  }),
  /** Unread conversations assigned to the agent. */
  z.object({ type: z.literal('badge'), count: z.number().int().nonnegative() }),
  /** Null path: the file is not cached and cannot be fetched now. */
  z.object({
    type: z.literal('attachmentFile'),
    requestId,
    path: z.string().nullable(),
    mimeType: z.string().nullable(),
  }),
  z.object({ type: z.literal('stopped') }),
]);
export type ToMain = z.infer<typeof toMainSchema>;
