import { z } from 'zod';
import { cursorSchema } from './cursor.ts';
import { heldConversationSchema } from './held-conversation.ts';

/** The most conversations that a replica may name in one list. */
export const heldLimit = 100_000;

const conversationIdsSchema = z.array(z.number().int().positive()).max(heldLimit);

/**
 * The first thing that a replica says: which protocol and tables it knows, where it stands and what it holds. Whose
 * replica it is comes from the session's token, never from here (rule S5).
 *
 * - `cursor`: null before the first sync.
 * - `heldWhole`, `heldQueue`, `heldHeaders`: the conversations that it holds with every message there is, for the queue, and
 *   by their header so far (rule S4). Named by their ids alone, for they are nearly all.
 * - `held`: every other conversation that it holds at that cursor.
 * - `oldestPendingMutationId`: the first mutation without a result; a replica that begins anew gets the results from
 *   there on again (rule M3).
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
