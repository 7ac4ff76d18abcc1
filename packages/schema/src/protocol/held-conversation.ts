import { z } from 'zod';
import { heldScopes } from '../domain/scope.ts';

/**
 * The oldest message of a conversation's window. Older messages are not part of what the replica must hold.
 *
 * - `createdAt`: the message's `created_at` as Postgres wrote it, with microseconds.
 * - `id`: the message's id; it orders messages of the same time.
 */
export const windowStartSchema = z.object({ createdAt: z.string(), id: z.number().int() });
/** A parsed {@link windowStartSchema}. */
export type WindowStart = z.infer<typeof windowStartSchema>;

/**
 * A conversation that a replica holds (rule S4).
 *
 * - `scope`: whether the replica holds the whole conversation or its header only.
 * - `windowFrom`: start of its window; null if the replica holds all its messages.
 */
export const heldConversationSchema = z.object({
  conversationId: z.number().int(),
  scope: z.enum(heldScopes),
  windowFrom: windowStartSchema.nullable(),
});
/** A parsed {@link heldConversationSchema}. */
export type HeldConversation = z.infer<typeof heldConversationSchema>;
