import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { Delta } from '@holdfast/schema/protocol/delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { syncedTable, type SyncedTableName } from '@holdfast/schema/tables/synced-tables';

import { parseCopy, textRow, type TextRow } from './parse-copy.ts';
import { parseRows } from './parse-rows.ts';

/**
 * A minimal replica: rows in maps, deltas applied exactly as the protocol specifies. After any stream of deltas it must
 * hold the same as a new replica after its first sync.
 */
export class ModelReplica {
  cursor: Cursor | null = null;
  held = new Map<number, HeldConversation>();
  readonly #tables = new Map<SyncedTableName, Map<string, TextRow>>();

  /** Rule D5: throws for a delta that does not start at the replica's cursor, and changes nothing. */
  apply(delta: Omit<Delta, 'type' | 'batchId'>): void {
    if (delta.from === null) this.#clear();
    else if (delta.from.snapshot !== this.cursor?.snapshot || delta.from.epoch !== this.cursor.epoch) {
      throw new Error(
        `the delta starts at ${delta.from.snapshot}, the replica stands at ${this.cursor?.snapshot}`,
      );
    }
    for (const id of delta.left) this.#leave(id);
    for (const table of delta.replaced) this.#rows(table).clear();
    for (const { table, rowId, conversationId } of delta.removals) {
      this.#rows(table).delete(table === 'conversation_tag' ? `${conversationId}:${rowId}` : String(rowId));
    }
    for (const { table, rows } of delta.parts) {
      for (const row of parseRows(rows).map(textRow)) this.#rows(table).set(keyOf(table, row), row);
    }
    for (const copy of delta.copies) for (const row of parseCopy(copy)) this.#add(copy.table, row);
    for (const conversation of delta.entered) this.#trim(conversation);
    for (const conversation of delta.entered) this.held.set(conversation.conversationId, conversation);
    this.#dropUnreferencedCustomers();
    this.cursor = delta.to;
  }

  /** All rows by table and key, sorted. */
  contents(): Record<string, TextRow[]> {
    const tables = [...this.#tables]
      .filter(([, rows]) => rows.size > 0)
      .toSorted(([a], [b]) => a.localeCompare(b));
    return Object.fromEntries(
      tables.map(([table, rows]) => [
        table,
        [...rows].toSorted(([a], [b]) => a.localeCompare(b)).map(([, row]) => row),
      ]),
    );
  }

  #rows(table: SyncedTableName): Map<string, TextRow> {
    const rows = this.#tables.get(table) ?? new Map<string, TextRow>();
    this.#tables.set(table, rows);
    return rows;
  }

  /** Throws if a copied row exists already: COPY inserts without looking up keys. */
  #add(table: SyncedTableName, row: TextRow): void {
    const key = keyOf(table, row);
    if (this.#rows(table).has(key)) throw new Error(`${table} ${key} was copied but exists already`);
    this.#rows(table).set(key, row);
  }

  #clear(): void {
    this.#tables.clear();
    this.held.clear();
  }

  #leave(conversationId: number): void {
    this.held.delete(conversationId);
    for (const [table, rows] of this.#tables) {
      const { conversationColumn } = syncedTable(table);
      if (conversationColumn === null) continue;
      for (const [key, row] of rows) if (row[conversationColumn] === String(conversationId)) rows.delete(key);
    }
  }

  /** Removes the rows before the start of a window that begins later than before. */
  #trim({ conversationId, scope, windowFrom }: HeldConversation): void {
    if (scope !== 'mine' || windowFrom === null || this.held.get(conversationId)?.scope !== 'mine') return;
    const start = placeOf(windowFrom.createdAt, windowFrom.id);
    for (const [id, message] of this.#rows('messages')) {
      if (message['conversation_id'] !== String(conversationId)) continue;
      if (placeOf(message['created_at'] ?? '', Number(id)) >= start) continue;
      this.#rows('messages').delete(id);
      for (const table of ['message_attachments', 'message_status_updates'] as const) {
        for (const [key, row] of this.#rows(table))
          if (row['message_id'] === id) this.#rows(table).delete(key);
      }
    }
  }

  #dropUnreferencedCustomers(): void {
    const referenced = new Set(
      [...this.#rows('conversations').values()].map((row) => String(row['customer_id'])),
    );
    for (const key of this.#rows('customers').keys())
      if (!referenced.has(key)) this.#rows('customers').delete(key);
  }
}

/** A text that sorts like (created_at, id). Postgres prints times in two formats and omits a fraction of zero. */
function placeOf(createdAt: string, id: number): string {
  const time = createdAt.replace('T', ' ').replace(/\+00(:00)?$/, '');
  return `${time} ${String(id).padStart(16, '0')}`;
}

function keyOf(table: SyncedTableName, row: TextRow): string {
  return syncedTable(table)
    .key.map((column) => row[column])
    .join(':');
}
