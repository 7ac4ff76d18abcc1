import { z } from 'zod';
import { isSyncedTableName } from '../tables/synced-tables.ts';
import { cursorSchema } from './cursor.ts';
import { heldConversationSchema } from './held-conversation.ts';

/** Conversations in one call; more go in the next. */
export const digestLimit = 2000;

/**
 * What a set of rows amounts to (rule V1): their number, and the exclusive or of a hash of each row, which is the text of a
 * 64-bit number. The same SQL over the same rows gives the same digest on both ends, in whatever order they lie.
 */
export const digestSchema = z.object({
  rows: z.number().int().nonnegative(),
  hash: z.string().regex(/^-?\d{1,20}$/),
});
/** A parsed {@link digestSchema}. */
export type Digest = z.infer<typeof digestSchema>;

/** The digest of all rows of a conversation, its customer's among them, as far as the replica is to hold it. */
export const conversationDigestSchema = heldConversationSchema.extend(digestSchema.shape);
/** A parsed {@link conversationDigestSchema}. */
export type ConversationDigest = z.infer<typeof conversationDigestSchema>;

/** The digest of a table of reference data. */
export const tableDigestSchema = digestSchema.extend({
  table: z.string().refine(isSyncedTableName, 'not a synced table'),
});
/** A parsed {@link tableDigestSchema}. */
export type TableDigest = z.infer<typeof tableDigestSchema>;

/**
 * The server cannot tell what changed since the replica's cursor (rule E4): it asks for digests of everything that the
 * replica holds, without the agent's optimistic effects, and then sends what differs.
 */
export const digestRequestSchema = z.object({ type: z.literal('digestRequest') });
/** A parsed {@link digestRequestSchema}. */
export type DigestRequest = z.infer<typeof digestRequestSchema>;

/**
 * A part of the answer to a {@link digestRequestSchema}. The parts together name every conversation that the replica
 * holds; `isLast` says that all has been told. `oldestPendingMutationId` is as in the hello.
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

/** Asks whether these conversations are what the server has, the replica standing at `cursor` (rule V1). */
export const verifySchema = z.object({
  sessionId: z.string().min(1),
  cursor: cursorSchema,
  conversations: z.array(conversationDigestSchema).min(1).max(digestLimit),
});
/** A parsed {@link verifySchema}. */
export type Verify = z.infer<typeof verifySchema>;

/**
 * The answer to a {@link verifySchema}.
 *
 * - `mismatched`: these differ. The session sends them anew; the replica keeps what it has as evidence before that arrives.
 * - `undecided`: these have changed since the cursor, so that nothing can be said of them now.
 */
export const verifyReplySchema = z.object({
  mismatched: z.array(z.number().int()),
  undecided: z.array(z.number().int()),
});
/** A parsed {@link verifyReplySchema}. */
export type VerifyReply = z.infer<typeof verifyReplySchema>;
