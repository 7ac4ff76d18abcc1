import { z } from 'zod';
import { mutationOutcomes } from '../domain/mutation.ts';
import { isSyncedTableName } from '../tables/synced-tables.ts';
import { cursorSchema } from './cursor.ts';
import { heldConversationSchema } from './held-conversation.ts';

const tableNameSchema = z.string().refine(isSyncedTableName, 'not a synced table');

/**
 * Rows of one table, exactly as Postgres wrote them: the text of a JSON array of objects with the table's columns.
 * Neither end parses the values in JavaScript, so no microsecond and no digit can be lost; the replica hands the text
 * to `json_populate_recordset`.
 */
export const deltaRowsSchema = z.object({ table: tableNameSchema, rows: z.string() });
/** A parsed {@link deltaRowsSchema}. */
export type DeltaRows = z.infer<typeof deltaRowsSchema>;

/**
 * Rows of one table as Postgres's own COPY wrote them, in the order of the table's columns. Only rows that the replica does
 * not hold, or that the same delta took away before, travel like this: nothing is looked up before they are written.
 * `bytes` is COPY's binary format, which a replica takes in a third faster than its text; version 2 knows `text` alone.
 */
export const deltaCopySchema = z.union([
  z.object({ table: tableNameSchema, bytes: z.instanceof(Uint8Array) }),
  z.object({ table: tableNameSchema, text: z.string() }),
]);
/** A parsed {@link deltaCopySchema}. */
export type DeltaCopy = z.infer<typeof deltaCopySchema>;

/** A row that is gone (rule T2). `rowId` is its id; for `conversation_tag` it is the tag's id. */
export const deltaRemovalSchema = z.object({
  table: tableNameSchema,
  rowId: z.number().int(),
  conversationId: z.number().int().nullable(),
});
/** A parsed {@link deltaRemovalSchema}. */
export type DeltaRemoval = z.infer<typeof deltaRemovalSchema>;

/** What became of one mutation of this device (rule M3). `code` is the `HF_…` code of a refusal. */
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
 * The exact difference between two snapshots of the replica's scope (rule E3). Applied in one transaction, in this
 * order, and only by a replica that stands at `from` (rule D5):
 *
 * 1. `left`: every row of these conversations goes.
 * 2. `replaced`: every row of these tables of reference data goes (rule E4).
 * 3. `removals`: these rows go.
 * 4. `parts`: these rows are written, whole, over what was there.
 * 5. `copies`: these rows, none of which is there, are written.
 * 6. `entered`: these conversations are held from now on, or otherwise than before. One that comes down from `mine` is in
 *    `left` too, so that its rows go first. One whose window begins later than before loses the rows before it.
 * 7. Customers that no held conversation refers to any more go (a conversation left, or changed its customer).
 * 8. `results`: these mutations have been dealt with.
 * 9. The cursor becomes `to`.
 *
 * `from` null: the replica empties its synced tables in the same transaction, for it holds nothing that counts.
 * `remaining` counts the conversations of the agent's scope that are still to come, or to come whole (rule D4).
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
