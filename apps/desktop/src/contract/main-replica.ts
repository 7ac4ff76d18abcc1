import { z } from 'zod';
import { replicaErrorSchema } from './replica-error.ts';

const requestId = z.number().int().nonnegative();
/** The account a secret belongs to: `<tenant>-<userId>@<server origin>`. */
const secretName = z.string().min(1).max(300);

/** main → replica, over `parentPort`. */
export const toReplicaSchema = z.discriminatedUnion('type', [
  /** The first message; the replica answers `ready` (or `fatal`). */
  z.object({
    type: z.literal('start'),
    /** Absolute path; accounts live under `<userData>/accounts`. */
    userDataDirectory: z.string().min(1),
    /** Absolute path of the pre-initialised database directory that ships with the app (outside the asar). */
    templateDirectory: z.string().min(1),
    /** Where to sign in when no account says otherwise. */
    serverUrl: z.url(),
    deviceName: z.string().min(1).max(200),
    appVersion: z.string(),
    /** Whether secrets survive a restart on this system (a keyring is there). */
    secretsAvailable: z.boolean(),
  }),
  /** Comes with exactly one MessagePort: a window's, which speaks the port envelope. */
  z.object({ type: z.literal('openWindowPort'), windowId: z.number().int() }),
  /** Answer to `loadSecret`; null: none is stored, or it cannot be read. */
  z.object({ type: z.literal('secretLoaded'), requestId, value: z.string().nullable() }),
  /** Asks for the cached file of an attachment; answered by `attachmentFile`. */
  z.object({ type: z.literal('openAttachment'), requestId, attachmentId: z.number().int() }),
  /** The machine woke up or the network came back: try now instead of waiting for the backoff. */
  z.object({ type: z.literal('connectNow') }),
  /** Close everything cleanly, then answer `stopped` and exit. */
  z.object({ type: z.literal('shutdown') }),
]);
export type ToReplica = z.infer<typeof toReplicaSchema>;

/** replica → main. */
export const toMainSchema = z.discriminatedUnion('type', [
  /** The replica is open (or nobody is signed in): windows may be shown. */
  z.object({ type: z.literal('ready'), signedIn: z.boolean(), locale: z.string().nullable() }),
  /** It cannot start at all; main shows the words and stays up. */
  z.object({ type: z.literal('fatal'), error: replicaErrorSchema }),
  z.object({ type: z.literal('storeSecret'), name: secretName, value: z.string() }),
  z.object({ type: z.literal('loadSecret'), requestId, name: secretName }),
  z.object({ type: z.literal('clearSecret'), name: secretName }),
  /** A click opens the conversation, or just the window when `conversationId` is null (a grouped one). */
  z.object({
    type: z.literal('notify'),
    conversationId: z.number().int().nullable(),
    title: z.string(),
    body: z.string(),
  }),
  /** Unread conversations assigned to the agent. */
  z.object({ type: z.literal('badge'), count: z.number().int().nonnegative() }),
  /** Null path: not cached and not to be had now. */
  z.object({
    type: z.literal('attachmentFile'),
    requestId,
    path: z.string().nullable(),
    mimeType: z.string().nullable(),
  }),
  z.object({ type: z.literal('stopped') }),
]);
export type ToMain = z.infer<typeof toMainSchema>;
