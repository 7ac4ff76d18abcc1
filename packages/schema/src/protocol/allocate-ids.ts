import { z } from 'zod';

/** A block of ids for the session's device (see `ids/id-block.ts`). Asking takes no argument: one block an answer. */
export const idBlockSchema = z.object({
  firstId: z.number().int().positive(),
  size: z.number().int().positive(),
});
