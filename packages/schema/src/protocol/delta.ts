import { z } from 'zod';
import { mutationOutcomes } from '../domain/mutation.ts';
import { isSyncedTableName } from '../tables/synced-tables.ts';
import { cursorSchema } from './cursor.ts';
import { heldConversationSchema } from './held-conversation.ts';

const tableNameSchema = z.string().refine(isSyncedTableName, 'not a synced table');

/**
 * Rows of one table to insert or overwrite. `rows` is the text of a JSON array of objects with the table's columns, as
 * Postgres wrote it. Neither end parses the values in JavaScript, so that no microsecond and no digit is lost; the
 * replica passes the text to `json_populate_recordset`.
 */
export const deltaRowsSchema = z.object({ table: tableNameSchema, rows: z.string() });
/** A parsed {@link deltaRowsSchema}. */
export type DeltaRows = z.infer<typeof deltaRowsSchema>;

/**
 * Rows of one table in the format of Postgres's COPY, columns in the order of the table. Used only for rows that the
 * replica does not hold, or that the same delta removed before: the replica inserts them without looking them up.
 *
 * - `bytes`: COPY's binary format, which a replica inserts a third faster than text.
 * - `text`: COPY's text format, the only one in protocol version 2.
 */
export const deltaCopySchema = z.union([
  z.object({ table: tableNameSchema, bytes: z.instanceof(Uint8Array) }),
  z.object({ table: tableNameSchema, text: z.string() }),
]);
/** A parsed {@link deltaCopySchema}. */
export type DeltaCopy = z.infer<typeof deltaCopySchema>;

/**
 * A deleted row (rule T2). `rowId` is its id; in `conversation_tag` it is the id of the tag. `conversationId` is the
 * row's conversation, or null if its table has none.
 */
export const deltaRemovalSchema = z.object({
  table: tableNameSchema,
  rowId: z.number().int(),
  conversationId: z.number().int().nullable(),
});
/** A parsed {@link deltaRemovalSchema}. */
export type DeltaRemoval = z.infer<typeof deltaRemovalSchema>;

/**
 * Result of one mutation of the session's device (rule M3). `code` is the `HF_…` code of a refusal, null for an applied
 * mutation; `details` are the details of that error.
 */
export const mutationResultSchema = z.object({
  mutationId: z.number().int().positive(),
  uuid: z.string(),
  name: z.string(),
  outcome: z.enum(mutationOutcomes),
  code: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
/** A parsed {@link mutationResultSchema}. */
export type MutationResult = z.infer<typeof mutationResultSchema>;

/**
 * The exact difference between two snapshots of the replica's scope (rule E3). A replica applies it in one transaction,
 * in this order, and only if its cursor is `from` (rule D5):
 *
 * 1. `left`: delete every row of these conversations.
 * 2. `replaced`: delete every row of these tables of reference data (rule E4).
 * 3. `removals`: delete these rows.
 * 4. `parts`: insert these rows or overwrite them completely.
 * 5. `copies`: insert these rows; the replica has none of them.
 * 6. `entered`: record these conversations as held, or as held in another scope or window. A conversation that changes
 *    from `mine` to a smaller scope is also in `left`, so that its rows are deleted first. A conversation whose window now
 *    begins later loses the messages before it.
 * 7. Delete customers that no held conversation refers to any more (a conversation left or changed its customer).
 * 8. `results`: record the results of these mutations.
 * 9. Set the cursor to `to`.
 *
 * If `from` is null, the replica empties its synced tables in the same transaction before step 1. `batchId` numbers the
 * deltas of a session from 1. `remaining` counts the conversations in the agent's scope that are still to be sent, or
 * to be sent whole (rule D4).
 */
export const deltaSchema = z.object({
  type: z.literal('delta'),
  batchId: z.number().int().positive(),
  from: cursorSchema.nullable(),
  to: cursorSchema,
  left: z.array(z.number().int()),
  replaced: z.array(tableNameSchema),
  removals: z.array(deltaRemovalSchema),
  parts: z.array(deltaRowsSchema),
  copies: z.array(deltaCopySchema),
  entered: z.array(heldConversationSchema),
  results: z.array(mutationResultSchema),
  remaining: z.number().int().nonnegative(),
});
/** A parsed {@link deltaSchema}. */
export type Delta = z.infer<typeof deltaSchema>;
