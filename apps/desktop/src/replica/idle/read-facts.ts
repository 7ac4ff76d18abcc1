import { syncedTableNames } from '@holdfast/schema/tables/synced-tables';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import type { DatabaseFacts, IndexFacts, TableFacts } from './plan-maintenance.ts';

const tables = [
  ...syncedTableNames(),
  'held_conversations',
  'conversation_access',
  'outbox',
  'undo_journal',
  'message_words',
  'words_waiting',
];

/** Bytes of a row's header and its item pointer, and of an index entry's. */
const rowOverhead = 28;
const entryOverhead = 12;
/** The filled part of a page in a newly written table, and in a newly built index. */
const heapFill = 0.95;
const indexFill = 0.9;

type TableRow = Omit<TableFacts, 'indexes' | 'neededBytes'> & { readonly rowBytes: number };

/** Reads sizes, row counts and dead rows of the tables and their indexes. */
export async function readFacts(database: ReplicaDatabase): Promise<DatabaseFacts> {
  // Otherwise this connection's statistics arrive up to a second late.
  await database.rows('select pg_stat_force_next_flush()');
  const rows = await database.rows<TableRow>(
    `select s.relname as name,
      case s.relname when 'outbox' then (select count(*) from outbox)
        when 'undo_journal' then (select count(*) from undo_journal)
        else greatest(c.reltuples, 0)::bigint end as "liveRows",
      n_dead_tup as "deadRows", n_mod_since_analyze as "changedSinceAnalyze",
      pg_relation_size(s.relid) as "heapBytes",
      coalesce((select sum(avg_width * (1 - null_frac)) from pg_stats where tablename = s.relname), 0)::float8 as "rowBytes"
    from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.schemaname = 'public' and s.relname = any($1::text[]) order by s.relname`,
    [tables],
  );
  const indexes = await readIndexes(database);
  return {
    logBytes: await readLogBytes(database),
    tables: rows.map(({ rowBytes, ...table }) => ({
      ...table,
      // Without statistics the width of the rows is unknown: the table counts as having its needed size.
      neededBytes: rowBytes === 0 ? table.heapBytes : (table.liveRows * (rowBytes + rowOverhead)) / heapFill,
      indexes: indexes.get(table.name) ?? [],
    })),
  };
}

/** The size of the log since the last checkpoint. The only fact that is read without idle time: it is cheap. */
export async function readLogBytes(database: ReplicaDatabase): Promise<number> {
  const [log] = await database.rows<{ bytes: number }>(
    `select (pg_current_wal_lsn() - redo_lsn)::bigint as bytes from pg_control_checkpoint()`,
  );
  return log?.bytes ?? 0;
}

async function readIndexes(database: ReplicaDatabase): Promise<ReadonlyMap<string, readonly IndexFacts[]>> {
  const rows = await database.rows<{
    table: string;
    name: string;
    bytes: number;
    entries: number;
    keyBytes: number;
    isTree: boolean;
  }>(
    `select c.relname as table, i.relname as name, pg_relation_size(i.oid) as bytes,
      greatest(c.reltuples, 0)::bigint as entries, am.amname = 'btree' and x.indpred is null as "isTree",
      (select sum(case when a.attlen > 0 then a.attlen else coalesce(p.avg_width, 32) end)
        from pg_attribute a left join pg_stats p on p.tablename = c.relname and p.attname = a.attname
        where a.attrelid = i.oid)::float8 as "keyBytes"
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
      join pg_am am on am.oid = i.relam
    where c.relname = any($1::text[]) and x.indisvalid`,
    [tables],
  );
  const found = new Map<string, IndexFacts[]>();
  for (const { table, name, bytes, entries, keyBytes, isTree } of rows) {
    const neededBytes = isTree ? (entries * (keyBytes + entryOverhead)) / indexFill : null;
    found.set(table, [...(found.get(table) ?? []), { name, bytes, neededBytes }]);
  }
  return found;
}
