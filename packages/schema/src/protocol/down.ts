import { z } from 'zod';
import { deltaSchema } from './delta.ts';
import { digestRequestSchema } from './digest.ts';
import { drainSchema } from './drain.ts';
import { presenceSchema } from './presence.ts';
import { firstSyncWaitingSchema } from './waiting.ts';
import { welcomeSchema } from './welcome.ts';

/** Every message of the server on a session. */
export const downSchema = z.discriminatedUnion('type', [
  welcomeSchema,
  firstSyncWaitingSchema,
  digestRequestSchema,
  deltaSchema,
  presenceSchema,
  drainSchema,
]);
/** A parsed {@link downSchema}. */
export type Down = z.infer<typeof downSchema>;
