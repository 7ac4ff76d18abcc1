import { z } from 'zod';
import { draftSchema } from '../../contract/drafts.ts';

/** A change by the agent as it goes to the server; see rule M1. */
export const journaledMutationSchema = z.object({
  id: z.number().int().positive(),
  uuid: z.uuid(),
  name: z.string(),
  version: z.number().int().positive(),
  args: z.record(z.string(), z.unknown()),
  composedAt: z.string(),
});
export type JournaledMutation = z.infer<typeof journaledMutationSchema>;

export const idBlockSchema = z.object({
  /** The next id to hand out. */
  next: z.number().int(),
  /** The last id of the block; it is used up when `next` is greater. */
  last: z.number().int(),
});
export type IdBlock = z.infer<typeof idBlockSchema>;

/** What the journal can say. Records of one append become durable together or not at all. */
export const journalRecordSchema = z.discriminatedUnion('type', [
  /** Queued by the agent; `takenIds` are the row ids that it used up. */
  z.object({
    type: z.literal('mutation'),
    mutation: journaledMutationSchema,
    takenIds: z.array(z.number().int()),
  }),
  /** The server's results up to this mutation are in the replica: those mutations are done. */
  z.object({ type: z.literal('settled'), through: z.number().int().nonnegative() }),
  /** The server refused it; it waits for the agent. */
  z.object({
    type: z.literal('refused'),
    mutation: journaledMutationSchema,
    code: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
  /** The agent dealt with a refused mutation. */
  z.object({ type: z.literal('discarded'), mutationId: z.number().int() }),
  /** The server counts otherwise (part of the journal was lost): what is pending from `from` on is numbered anew. */
  z.object({
    type: z.literal('renumbered'),
    from: z.number().int().positive(),
    startingAt: z.number().int().positive(),
  }),
  /** An empty text ends the draft. */
  z.object({ type: z.literal('draft'), draft: draftSchema }),
  z.object({ type: z.literal('idBlock'), block: idBlockSchema }),
  /** Which device of the server's this is. Ids lent to another one are not ours to use. */
  z.object({ type: z.literal('device'), deviceId: z.number().int() }),
  /** Begins a compacted file: the positions that its other records cannot tell. */
  z.object({
    type: z.literal('positions'),
    nextMutationId: z.number().int().positive(),
    settledThrough: z.number().int().nonnegative(),
  }),
]);
export type JournalRecord = z.infer<typeof journalRecordSchema>;
