import { z } from 'zod';
import { replicaErrorSchema } from './replica-error.ts';

/**
 * What travels over a window's MessagePort. The window numbers its calls; each answer carries the number of its call.
 * Nothing is serialised by hand: a port clones structures.
 */
const id = z.number().int().nonnegative();
const path = z.string().min(1).max(100);

export const windowMessageSchema = z.discriminatedUnion('type', [
  /** One call, one `result` or `error`. */
  z.object({ type: z.literal('request'), id, kind: z.enum(['query', 'mutation']), path, input: z.unknown() }),
  /** `data` again and again, until `unsubscribe`, `error` or `end`. */
  z.object({ type: z.literal('subscribe'), id, path, input: z.unknown() }),
  z.object({ type: z.literal('unsubscribe'), id }),
]);
export type WindowMessage = z.infer<typeof windowMessageSchema>;

export const replicaMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('result'), id, data: z.unknown() }),
  z.object({ type: z.literal('data'), id, data: z.unknown() }),
  z.object({ type: z.literal('error'), id, error: replicaErrorSchema }),
  /** A subscription is over without an error. */
  z.object({ type: z.literal('end'), id }),
]);
export type ReplicaMessage = z.infer<typeof replicaMessageSchema>;
