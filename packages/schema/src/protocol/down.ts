import { z } from 'zod';
import { deltaSchema } from './delta.ts';
import { drainSchema } from './drain.ts';
import { welcomeSchema } from './welcome.ts';

/** Everything that the server says on a session. */
export const downSchema = z.discriminatedUnion('type', [welcomeSchema, deltaSchema, drainSchema]);
/** A parsed {@link downSchema}. */
export type Down = z.infer<typeof downSchema>;
