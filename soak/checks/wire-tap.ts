import type { Cursor } from '@holdfast/schema/protocol/cursor';
import { syncedTable } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { Finding } from '@holdfast/testkit/oracle/finding';
import type { RowHistory } from '@holdfast/testkit/oracle/row-history';
import { scopeOf } from '@holdfast/testkit/oracle/scope-of';
import { binaryRows } from '@holdfast/testkit/binary-copy';
import type { WireMessage } from '@holdfast/testkit/transport/wire-message';
import { z } from 'zod';

import { deltaOf } from './delta-on-the-wire.ts';

/** What one delta told of conversations, to be judged once it is known what its snapshot had. */
interface Told {
  readonly userId: number;
  readonly cursor: Cursor;
  /** `whole`: conversations of which more than the header was sent. `any`: all conversations in the delta. */
  readonly whole: ReadonlySet<number>;
  readonly any: ReadonlySet<number>;
}

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/**
 * Reads what the server sends to each replica: no row can be outside its agent's scope or of another tenant (S4, S5).
 */
export class WireTap {
  readonly #foreignWords: string;
  readonly #findings: Finding[] = [];
  #told: Told[] = [];
  #heard = 0;

  /** @param foreignWords text that only rows of another tenant contain */
  constructor(foreignWords: string) {
    this.#foreignWords = foreignWords;
  }

  /** Number of deltas seen so far. */
  get heard(): number {
    return this.#heard;
  }

  hear(userId: number, message: WireMessage): void {
    const { frame, kind } = message;
    if ((typeof frame === 'string' ? frame : Buffer.from(frame)).includes(this.#foreignWords))
      this.#findings.push({
        invariant: 4,
        about: 'a row of another tenant on the wire',
        details: { userId },
      });
    if (kind !== 'delta') return;
    const delta = deltaOf(message);
    if (delta === null) return;
    this.#heard += 1;
    const whole = new Set<number>();
    const any = new Set<number>();
    for (const { table, rows } of delta.parts)
      for (const row of rowsSchema.parse(JSON.parse(rows))) note(table, (column) => row[column]);
    for (const copy of delta.copies) {
      if (!('bytes' in copy)) throw new Error('a replica of this version was told rows as text');
      const { columns } = syncedTable(copy.table);
      for (const values of binaryRows(copy.bytes))
        note(copy.table, (column) => values[columns.indexOf(column)]?.readBigInt64BE());
    }
    if (any.size > 0) this.#told.push({ userId, cursor: delta.to, whole, any });

    function note(table: SyncedTableName, valueOf: (column: string) => unknown): void {
      const { conversationColumn } = syncedTable(table);
      if (conversationColumn === null) return;
      const id = Number(valueOf(conversationColumn));
      any.add(id);
      if (table !== 'conversations') whole.add(id);
    }
  }

  /** Checks the deltas received since the last call. */
  examine(history: RowHistory): Finding[] {
    const told = this.#told;
    this.#told = [];
    const scopes = new Map<string, ReturnType<typeof scopeOf>>();
    const scopeAt = (cursor: Cursor, userId: number) => {
      const key = `${userId} ${cursor.epoch} ${cursor.snapshot}`;
      const known = scopes.get(key);
      if (known !== undefined) return known;
      const scope = scopeOf(history.rowsAt('conversations', cursor).values(), userId);
      scopes.set(key, scope);
      return scope;
    };
    const findings = told.flatMap(({ userId, cursor, whole, any }): Finding[] => {
      const scope = scopeAt(cursor, userId);
      const outside = [...any].filter((id) => !scope.has(id) || (whole.has(id) && scope.get(id) !== 'mine'));
      if (outside.length === 0) return [];
      return [{ invariant: 4, about: 'rows out of scope on the wire', details: { userId, cursor, outside } }];
    });
    return [...this.#findings.splice(0), ...findings];
  }
}
