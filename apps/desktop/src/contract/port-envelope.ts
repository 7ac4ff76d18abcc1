import { z } from 'zod';
import { replicaErrorSchema } from './replica-error.ts';

/**
 * The messages on a window's MessagePort. The window numbers its calls; each reply carries the number of its call. The
 * port clones structures, so nothing is serialized here.
 */
const id = z.number().int().nonnegative();
const path = z.string().min(1).max(100);

export const windowMessageSchema = z.discriminatedUnion('type', [
  /** A call with one reply: `result` or `error`. */
  z.object({ type: z.literal('request'), id, kind: z.enum(['query', 'mutation']), path, input: z.unknown() }),
  /** A call with any number of `data` replies, until `unsubscribe`, `error` or `end`. */
  z.object({ type: z.literal('subscribe'), id, path, input: z.unknown() }),
  z.object({ type: z.literal('unsubscribe'), id }),
]);
export type WindowMessage = z.infer<typeof windowMessageSchema>;

export const replicaMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('result'), id, data: z.unknown() }),
  z.object({ type: z.literal('data'), id, data: z.unknown() }),
  z.object({ type: z.literal('error'), id, error: replicaErrorSchema }),
  /** The subscription ended without an error. */
  z.object({ type: z.literal('end'), id }),
]);
export type ReplicaMessage = z.infer<typeof replicaMessageSchema>;
