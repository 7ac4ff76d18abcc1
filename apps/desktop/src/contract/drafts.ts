import { z } from 'zod';

const draftModeSchema = z.enum(['reply', 'note']);

/** What is half-typed in a conversation; kept in the journal, so a killed app brings it back. */
export const draftSchema = z.object({
  conversationId: z.number().int(),
  mode: draftModeSchema,
  text: z.string().max(100_000),
  /** The canned response the text began as, so that its use is counted when it is sent. */
  cannedResponseId: z.number().int().nullable(),
  updatedAt: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

/** Saving an empty text removes the draft. */
export const saveDraftInputSchema = draftSchema.omit({ updatedAt: true });
export type SaveDraftInput = z.infer<typeof saveDraftInputSchema>;

export const draftInputSchema = z.object({ conversationId: z.number().int() });
export type DraftInput = z.infer<typeof draftInputSchema>;
