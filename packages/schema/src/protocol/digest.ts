import { z } from 'zod';
import { isSyncedTableName } from '../tables/synced-tables.ts';
import { cursorSchema } from './cursor.ts';
import { heldConversationSchema } from './held-conversation.ts';

/** Maximum number of conversations per call. Further ones go into the next call. */
export const digestLimit = 2000;

/**
 * Digest of a set of rows (rule V1): `rows` is their number, `hash` the XOR of their 64-bit hashes as a decimal text.
 * The same SQL over the same rows gives the same digest on both ends, in any order of the rows.
 */
export const digestSchema = z.object({
  rows: z.number().int().nonnegative(),
  hash: z.string().regex(/^-?\d{1,20}$/),
});
/** A parsed {@link digestSchema}. */
export type Digest = z.infer<typeof digestSchema>;

/** Digest of one conversation: all its rows within its scope and window, and its customer's row. */
export const conversationDigestSchema = heldConversationSchema.extend(digestSchema.shape);
/** A parsed {@link conversationDigestSchema}. */
export type ConversationDigest = z.infer<typeof conversationDigestSchema>;

/** Digest of one table of reference data. */
export const tableDigestSchema = digestSchema.extend({
  table: z.string().refine(isSyncedTableName, 'not a synced table'),
});
/** A parsed {@link tableDigestSchema}. */
export type TableDigest = z.infer<typeof tableDigestSchema>;

/**
 * Server to device: the replica's cursor cannot be served (rule E4). The replica reports digests of everything that it
 * holds, without the agent's optimistic effects ({@link reportDigestsSchema}); the server then sends what differs.
 */
export const digestRequestSchema = z.object({ type: z.literal('digestRequest') });
/** A parsed {@link digestRequestSchema}. */
export type DigestRequest = z.infer<typeof digestRequestSchema>;

/**
 * Device to server: one part of the reply to a {@link digestRequestSchema}. Together the parts name every held
 * conversation.
 *
 * - `conversations`: at most {@link digestLimit} per part.
 * - `tables`: digests of the reference data.
 * - `isLast`: true in the last part.
 * - `oldestPendingMutationId`: see `helloSchema`.
 */
export const reportDigestsSchema = z.object({
  sessionId: z.string().min(1),
  oldestPendingMutationId: z.number().int().positive().nullable(),
  conversations: z.array(conversationDigestSchema).max(digestLimit),
  tables: z.array(tableDigestSchema).max(50),
  isLast: z.boolean(),
});
/** A parsed {@link reportDigestsSchema}. */
export type ReportDigests = z.infer<typeof reportDigestsSchema>;

/** Device to server: compare these conversations with the server's rows at `cursor`, the replica's cursor (rule V1). */
export const verifySchema = z.object({
  sessionId: z.string().min(1),
  cursor: cursorSchema,
  conversations: z.array(conversationDigestSchema).min(1).max(digestLimit),
});
/** A parsed {@link verifySchema}. */
export type Verify = z.infer<typeof verifySchema>;

/**
 * Reply to a {@link verifySchema}. The arrays contain conversation ids.
 *
 * - `mismatched`: the digests differ. The session sends these conversations again; before they arrive, the replica
 *   saves its own rows for diagnosis.
 * - `undecided`: these have changed since the cursor and cannot be compared now.
 */
export const verifyReplySchema = z.object({
  mismatched: z.array(z.number().int()),
  undecided: z.array(z.number().int()),
});
/** A parsed {@link verifyReplySchema}. */
export type VerifyReply = z.infer<typeof verifyReplySchema>;
