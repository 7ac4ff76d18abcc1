import { z } from 'zod';

/**
 * Where a replica stands (rule E1). Opaque to the client, which only keeps it and hands it back.
 *
 * - `epoch`: names the cluster, its timeline, the tenant's sync generation and the last crash; transaction ids mean nothing
 *   across it.
 * - `snapshot`: the text of the `pg_snapshot` whose rows the replica holds, `xmin:xmax:xip,…`.
 */
export const cursorSchema = z.object({ epoch: z.string().min(1).max(200), snapshot: z.string().min(5) });
/** A parsed {@link cursorSchema}. */
export type Cursor = z.infer<typeof cursorSchema>;
