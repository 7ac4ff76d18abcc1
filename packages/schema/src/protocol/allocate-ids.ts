import { z } from 'zod';

/**
 * Server to device: a block of row ids, `firstId` to `firstId + size - 1`, reserved for the session's device (see
 * `ids/id-block.ts`). The request has no arguments and returns one block.
 */
export const idBlockSchema = z.object({
  firstId: z.number().int().positive(),
  size: z.number().int().positive(),
});
