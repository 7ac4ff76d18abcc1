import { z } from 'zod';
import { maxWindowSize, minWindowSize } from '../domain/scope.ts';

/**
 * The replica wants to hold the newest `messages` messages of a conversation of its agent: more than before to read older
 * history, fewer to have its room back (rule S1). A delta answers, whose `entered` says where the window begins then.
 * For a conversation that is still to come whole it means: this one next.
 */
export const setWindowSchema = z.object({
  sessionId: z.string().min(1),
  conversationId: z.number().int().positive(),
  messages: z.number().int().min(minWindowSize).max(maxWindowSize),
});
/** A parsed {@link setWindowSchema}. */
export type SetWindow = z.infer<typeof setWindowSchema>;
