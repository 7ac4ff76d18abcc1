import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { cannedResponses } from '../tables/canned-responses.ts';
import { idSchema } from './argument-schemas.ts';
import { defineMutator } from './mutator.ts';

/** Counts a use of a canned response. A deleted one is no error, because the reply was sent anyway. */
export const useCannedResponse = defineMutator({
  name: 'useCannedResponse',
  version: 1,
  args: z.object({ cannedResponseId: idSchema }),
  rights: 'anyone',
  isQuiet: true,
  newIds: [],
  reads: ['canned_responses'],
  conversationOf: () => null,
  async run(tx, args, context) {
    await tx
      .update(cannedResponses)
      .set({
        usageCount: sql`${cannedResponses.usageCount} + 1`,
        lastUsedAt: sql`greatest(${cannedResponses.lastUsedAt}, ${context.now}::timestamptz)`,
      })
      .where(eq(cannedResponses.id, args.cannedResponseId));
  },
});
