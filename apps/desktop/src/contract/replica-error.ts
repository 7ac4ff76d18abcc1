import { z } from 'zod';

/** An error as it crosses a process boundary: never a stack, always a stable code and words for people. */
export const replicaErrorSchema = z.object({
  /** `HF_…`, from the one table of error codes. */
  code: z.string(),
  /** What happened and what can be done, for people, in English; screens may translate by code. */
  message: z.string(),
  /** Whether the same action may succeed later without a change. */
  retry: z.boolean(),
});
export type ReplicaError = z.infer<typeof replicaErrorSchema>;
