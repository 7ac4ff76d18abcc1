import type { Cursor } from '@holdfast/schema/protocol/cursor';
import { isSyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import { SnapshotView } from './snapshot-view.ts';
import type { StampedTransaction } from './snapshot-view.ts';

/** What a row was once a transaction had written it; null: gone. */
export interface RowVersion {
  readonly table: string;
  readonly key: string;
  /** The id of the transaction, and the life of Postgres in which it had it. */
  readonly transaction: string;
  readonly life: string;
  readonly image: string | null;
}

/** One row as it stood at a snapshot. */
export interface OracleRow {
  readonly key: string;
  /** Its values as Postgres wrote them, to be compared. */
  readonly image: string;
  /** The same, to be looked into. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every synced row of a tenant, as one snapshot of the server has it. */
export type TenantState = ReadonlyMap<SyncedTableName, ReadonlyMap<string, OracleRow>>;

interface Version {
  readonly transaction: StampedTransaction;
  readonly row: OracleRow | null;
}

/**
 * Every version of every synced row of a tenant, so that what any snapshot had can be told long after it is gone: the
 * newest version of each row whose transaction the snapshot sees.
 */
export class RowHistory {
  readonly #tables = new Map<SyncedTableName, Map<string, Version[]>>();

  /** Versions of one row must come in the order in which they were made. */
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

  /** What the tenant held at the snapshot of this cursor. */
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

  /** The rows of a table that a snapshot has; cheaper than all of them. */
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

/** Parsed when it is first looked into: most versions never are. */
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
