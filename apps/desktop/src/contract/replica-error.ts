import { z } from 'zod';

/** An error as it crosses a process boundary: never a stack, always a stable code and words for people. */
export const replicaErrorSchema = z.object({
  /** `HF_…`, from the one table of error codes. */
  code: z.string(),
  /** What happened, for people, in English; screens translate by the code. */
  message: z.string(),
  /** What can be done about it, one sentence. */
  remedy: z.string(),
  retry: z.enum(['never', 'later', 'after-change']),
});
export type ReplicaError = z.infer<typeof replicaErrorSchema>;
