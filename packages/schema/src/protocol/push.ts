import { z } from 'zod';

/** Mutations that one push may carry; more go in the next. */
export const pushLimit = 100;

/**
 * One mutation on the wire (rule M1).
 *
 * - `id`: consecutive per device, from 1.
 * - `uuid`: tells a repeated mutation from another one that bears its number.
 * - `name`, `version`, `args`: which mutator, in which version of its arguments.
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

/** Mutations of the session's device, in the order of their ids. */
export const pushSchema = z.object({ mutations: z.array(mutationSchema).min(1).max(pushLimit) });
/** A parsed {@link pushSchema}. */
export type Push = z.infer<typeof pushSchema>;

/**
 * What the server did with a push (rule M2). Results themselves come with the deltas.
 *
 * - `accepted`: every mutation up to `lastMutationId` has been dealt with.
 * - `gap`: the first of them does not follow what the server knows; it expects `expectedId`.
 */
export const pushReplySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('accepted'), lastMutationId: z.number().int().nonnegative() }),
  z.object({ type: z.literal('gap'), expectedId: z.number().int().positive() }),
]);
/** A parsed {@link pushReplySchema}. */
export type PushReply = z.infer<typeof pushReplySchema>;
