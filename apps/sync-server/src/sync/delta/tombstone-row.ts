import type { DeltaRemoval } from '@holdfast/schema/protocol/delta';
import { isSyncedTableName } from '@holdfast/schema/tables/synced-tables';

/** A row of `tombstones` as the driver returns it. */
export interface TombstoneRow {
  readonly table_name: string;
  readonly row_id: string;
  readonly conversation_id: string | null;
}

/** Converts tombstones to removals. Tombstones of tables that are not synced are left out. */
export function removalsOf(rows: readonly TombstoneRow[]): readonly DeltaRemoval[] {
  return rows.flatMap((row) =>
    isSyncedTableName(row.table_name)
      ? {
          table: row.table_name,
          rowId: Number(row.row_id),
          conversationId: row.conversation_id === null ? null : Number(row.conversation_id),
        }
      : [],
  );
}
