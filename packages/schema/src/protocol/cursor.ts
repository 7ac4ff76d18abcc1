import { z } from 'zod';

/**
 * The database state that a replica holds (rule E1). Opaque to the device, which stores it and sends it back.
 *
 * - `epoch`: cluster, timeline, sync generation of the tenant, and last crash. Transaction ids of two epochs are not
 *   comparable.
 * - `snapshot`: text of the `pg_snapshot` whose rows the replica holds, `xmin:xmax:xip,…`.
 */
export const cursorSchema = z.object({ epoch: z.string().min(1).max(200), snapshot: z.string().min(5) });
/** A parsed {@link cursorSchema}. */
export type Cursor = z.infer<typeof cursorSchema>;
