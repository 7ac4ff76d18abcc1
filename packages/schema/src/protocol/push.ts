import { z } from 'zod';

/** Maximum number of mutations per push. Further ones go into the next push. */
export const pushLimit = 100;

/**
 * One mutation (rule M1).
 *
 * - `id`: consecutive per device, from 1.
 * - `uuid`: distinguishes a mutation that is sent again from another one with the same id.
 * - `name`, `version`, `args`: the mutator, the version of its arguments, and the arguments.
 * - `composedAt`: the device's clock when the agent acted, ISO 8601.
 */
export const mutationSchema = z.object({
  id: z.number().int().positive(),
  uuid: z.uuid(),
  name: z.string().min(1).max(100),
  version: z.number().int().positive(),
  args: z.record(z.string(), z.unknown()),
  composedAt: z.iso.datetime({ offset: true }),
});
/** A parsed {@link mutationSchema}. */
export type Mutation = z.infer<typeof mutationSchema>;

/** Device to server: mutations of the session's device in the order of their ids, at most {@link pushLimit}. */
export const pushSchema = z.object({ mutations: z.array(mutationSchema).min(1).max(pushLimit) });
/** A parsed {@link pushSchema}. */
export type Push = z.infer<typeof pushSchema>;

/**
 * Reply to a push (rule M2). The results of the mutations arrive with deltas.
 *
 * - `accepted`: every mutation up to `lastMutationId` has a result.
 * - `gap`: the first mutation does not follow the last one that the server has; it expects `expectedId`.
 */
export const pushReplySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('accepted'), lastMutationId: z.number().int().nonnegative() }),
  z.object({ type: z.literal('gap'), expectedId: z.number().int().positive() }),
]);
/** A parsed {@link pushReplySchema}. */
export type PushReply = z.infer<typeof pushReplySchema>;
