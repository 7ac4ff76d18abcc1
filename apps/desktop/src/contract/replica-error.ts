import { z } from 'zod';
import { retryAdvices } from '@holdfast/schema/errors/error-definition';

/** An error that crosses a process boundary: a stable code and texts for people, never a stack. */
export const replicaErrorSchema = z.object({
  /** `HF_…`, from the table of error codes. */
  code: z.string(),
  /** What happened, for people, in English. Screens translate by the code. */
  message: z.string(),
  /** What the agent can do about it, in one sentence. */
  remedy: z.string(),
  retry: z.enum(retryAdvices),
});
export type ReplicaError = z.infer<typeof replicaErrorSchema>;
