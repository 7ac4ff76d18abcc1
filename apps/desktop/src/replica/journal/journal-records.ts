import { z } from 'zod';
import { draftSchema } from '../../contract/drafts.ts';

/** An agent action as it is sent to the server; see rule M1. */
export const journaledMutationSchema = z.object({
  id: z.number().int().positive(),
  uuid: z.uuid(),
  name: z.string(),
  version: z.number().int().positive(),
  args: z.record(z.string(), z.unknown()),
  composedAt: z.string(),
});
export type JournaledMutation = z.infer<typeof journaledMutationSchema>;

export const idRangeSchema = z.object({
  /** The next id to use. */
  next: z.number().int(),
  /** The last id of the block. The block is used up when `next` is greater. */
  last: z.number().int(),
});
export type IdRange = z.infer<typeof idRangeSchema>;

/** All records of the journal. Records of one append become durable together or not at all. */
export const journalRecordSchema = z.discriminatedUnion('type', [
  /** An agent action was queued. `takenIds` are the row ids that it uses. */
  z.object({
    type: z.literal('mutation'),
    mutation: journaledMutationSchema,
    takenIds: z.array(z.number().int()),
  }),
  /** The replica has the server's results up to this mutation. */
  z.object({ type: z.literal('settled'), through: z.number().int().nonnegative() }),
  /** The server refused the mutation. It is kept until the agent handles it. */
  z.object({
    type: z.literal('refused'),
    mutation: journaledMutationSchema,
    code: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
  /** The agent handled a refused mutation. */
  z.object({ type: z.literal('discarded'), mutationId: z.number().int() }),
  /**
   * The server expects another id because part of the journal was lost: pending mutations get new ids from `from` on.
   */
  z.object({
    type: z.literal('renumbered'),
    from: z.number().int().positive(),
    startingAt: z.number().int().positive(),
  }),
  /** An empty text deletes the draft. */
  z.object({ type: z.literal('draft'), draft: draftSchema }),
  z.object({ type: z.literal('idBlock'), block: idRangeSchema }),
  /** The id of this device on the server. Id blocks of another device are dropped. */
  z.object({ type: z.literal('device'), deviceId: z.number().int() }),
  /** First record of a compacted file: the counters that its other records do not contain. */
  z.object({
    type: z.literal('positions'),
    nextMutationId: z.number().int().positive(),
    settledThrough: z.number().int().nonnegative(),
  }),
]);
export type JournalRecord = z.infer<typeof journalRecordSchema>;
