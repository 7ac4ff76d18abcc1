import type { Cursor } from '@holdfast/schema/protocol/cursor';
import { isSyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import { SnapshotView } from './snapshot-view.ts';
import type { StampedTransaction } from './snapshot-view.ts';

/** A row as a transaction wrote it. `image` is null if the transaction deleted it. */
export interface RowVersion {
  readonly table: string;
  readonly key: string;
  /** The transaction's id, and the life of Postgres in which the id was assigned. */
  readonly transaction: string;
  readonly life: string;
  readonly image: string | null;
}

/** One row at a snapshot. */
export interface OracleRow {
  readonly key: string;
  /** The values as Postgres prints them, for comparisons. */
  readonly image: string;
  /** The same values, parsed. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** All synced rows of a tenant at one snapshot of the server. */
export type TenantState = ReadonlyMap<SyncedTableName, ReadonlyMap<string, OracleRow>>;

interface Version {
  readonly transaction: StampedTransaction;
  readonly row: OracleRow | null;
}

/**
 * All versions of all synced rows of a tenant. The rows at any past snapshot are the newest versions whose transactions
 * the snapshot sees.
 */
export class RowHistory {
  readonly #tables = new Map<SyncedTableName, Map<string, Version[]>>();

  /** Adds versions. Those of one row must be added in the order in which they were written. */
  add(versions: readonly RowVersion[]): void {
    for (const { table, key, transaction, life, image } of versions) {
      if (!isSyncedTableName(table)) throw new Error(`${table} is not a synced table.`);
      const rows = this.#tables.get(table) ?? new Map<string, Version[]>();
      this.#tables.set(table, rows);
      const known = rows.get(key) ?? [];
      rows.set(key, known);
      known.push({
        transaction: { life: BigInt(life), id: BigInt(transaction) },
        row: image === null ? null : rowOf(key, image),
      });
    }
  }

  /** Returns the tenant's rows at the snapshot of this cursor. */
  stateAt(cursor: Cursor): TenantState {
    const view = new SnapshotView(cursor);
    return new Map(
      [...this.#tables].map(([table, rows]) => {
        const seen = new Map<string, OracleRow>();
        for (const [key, versions] of rows) {
          const version = versions.findLast(({ transaction }) => view.sees(transaction));
          if (version !== undefined && version.row !== null) seen.set(key, version.row);
        }
        return [table, seen] as const;
      }),
    );
  }

  /** Returns the rows of one table at a snapshot. Cheaper than reading all tables. */
  rowsAt(table: SyncedTableName, cursor: Cursor): ReadonlyMap<string, OracleRow> {
    const view = new SnapshotView(cursor);
    const seen = new Map<string, OracleRow>();
    for (const [key, versions] of this.#tables.get(table) ?? []) {
      const version = versions.findLast(({ transaction }) => view.sees(transaction));
      if (version !== undefined && version.row !== null) seen.set(key, version.row);
    }
    return seen;
  }
}

/** Parses the values on first use, because most versions are never inspected. */
function rowOf(key: string, image: string): OracleRow {
  let parsed: OracleRow['values'] | undefined;
  return {
    key,
    image,
    get values() {
      parsed ??= JSON.parse(image) as OracleRow['values'];
      return parsed;
    },
  };
}
