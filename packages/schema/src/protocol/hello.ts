import { z } from 'zod';
import { cursorSchema } from './cursor.ts';
import { heldConversationSchema } from './held-conversation.ts';

/** The most conversations that a replica may name in one list. */
export const heldLimit = 100_000;

const conversationIdsSchema = z.array(z.number().int().positive()).max(heldLimit);

/**
 * Device to server: the first message of a session. It contains no user: the server takes the user from the session's
 * token (rule S5).
 *
 * - `cursor`: null before the first sync.
 * - `heldWhole`, `heldQueue`, `heldHeaders`: ids of the conversations held with all messages, in the queue, and so far
 *   by their header only (rule S4). Ids alone, because these are nearly all conversations.
 * - `held`: every other conversation that the replica holds at `cursor`.
 * - `oldestPendingMutationId`: the first mutation without a result. A replica that starts over receives the results
 *   from there on again (rule M3).
 */
export const helloSchema = z.object({
  protocolVersion: z.number().int().positive(),
  schemaHash: z.string().min(1).max(64),
  cursor: cursorSchema.nullable(),
  oldestPendingMutationId: z.number().int().positive().nullable(),
  heldWhole: conversationIdsSchema,
  heldQueue: conversationIdsSchema,
  heldHeaders: conversationIdsSchema,
  held: z.array(heldConversationSchema).max(heldLimit),
});
/** A parsed {@link helloSchema}. */
export type Hello = z.infer<typeof helloSchema>;
