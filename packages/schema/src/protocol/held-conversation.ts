import { z } from 'zod';
import { heldScopes } from '../domain/scope.ts';

/**
 * Where a conversation's window of messages begins: the oldest message that came with it. Messages older than this are
 * not part of what the replica must hold.
 */
export const windowStartSchema = z.object({ createdAt: z.string(), id: z.number().int() });
/** A parsed {@link windowStartSchema}. */
export type WindowStart = z.infer<typeof windowStartSchema>;

/**
 * One conversation that a replica holds (rule S4).
 *
 * - `scope`: whether it holds all of it or its header only.
 * - `windowFrom`: where its messages begin; null when it holds every message there is.
 */
export const heldConversationSchema = z.object({
  conversationId: z.number().int(),
  scope: z.enum(heldScopes),
  windowFrom: windowStartSchema.nullable(),
});
/** A parsed {@link heldConversationSchema}. */
export type HeldConversation = z.infer<typeof heldConversationSchema>;
