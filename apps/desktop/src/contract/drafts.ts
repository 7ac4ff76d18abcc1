import { z } from 'zod';

const draftModeSchema = z.enum(['reply', 'note']);

/** The unsent text of a conversation. It is kept in the journal, so it survives a crash of the app. */
export const draftSchema = z.object({
  conversationId: z.number().int(),
  mode: draftModeSchema,
  text: z.string().max(100_000),
  /** The canned response that the text began as. Its use is counted when the text is sent. */
  cannedResponseId: z.number().int().nullable(),
  updatedAt: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

/** Saving an empty text removes the draft. */
export const saveDraftInputSchema = draftSchema.omit({ updatedAt: true });
export type SaveDraftInput = z.infer<typeof saveDraftInputSchema>;

export const draftInputSchema = z.object({ conversationId: z.number().int() });
export type DraftInput = z.infer<typeof draftInputSchema>;
