import { z } from 'zod';
import { maxWindowSize, minWindowSize } from '../domain/scope.ts';

/**
 * Device to server: hold the newest `messages` messages of one of the agent's conversations (rule S1). More than before
 * to read older history, fewer to save space. A delta follows whose `entered` contains the new start of the window. For
 * a conversation that has not arrived whole yet, the server sends it next.
 */
export const setWindowSchema = z.object({
  sessionId: z.string().min(1),
  conversationId: z.number().int().positive(),
  messages: z.number().int().min(minWindowSize).max(maxWindowSize),
});
/** A parsed {@link setWindowSchema}. */
export type SetWindow = z.infer<typeof setWindowSchema>;
