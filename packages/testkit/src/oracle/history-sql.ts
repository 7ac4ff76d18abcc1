import { syncedTables } from '@holdfast/schema/tables/synced-tables';

/**
 * SQL: the text of a row for comparisons. It is the same on both ends, regardless of column order, if the time zone is
 * UTC. Without the stamp, because a restore changes only the stamp.
 */
export const imageOf = (row: string) => `(to_jsonb(${row}) - 'row_xid')`;

/** SQL: the key of a row as one text, from its image. */
export const keyOf = (image: string) =>
  `coalesce(${image} ->> 'id', (${image} ->> 'conversation_id') || ':' || (${image} ->> 'conversation_tag_id'))`;

/** SQL: the current life of Postgres, as in epochs: the time of the last statistics reset, which a crash causes. */
const currentLife = '(extract(epoch from pg_stat_get_bgwriter_stat_reset_time()) * 1000000)::bigint';

/** SQL: the current transaction as the text fields of a `StampedTransaction`. */
export const readTransaction = `select pg_current_xact_id()::text as id, ${currentLife}::text as life`;

/**
 * Statements after which the tenant keeps all versions of all synced rows in `oracle_history`, beginning with the
 * current rows. Run them in one transaction, as the owner of the tenant's tables, before the first other write. A
 * version is numbered while its row is locked, so versions of one row are numbered in the order in which they were
 * written.
 */
export const keepHistory = [
  `create table oracle_history (
     id bigint generated always as identity primary key,
     transaction xid8 not null, life bigint not null, table_name text not null, row_key text not null, image jsonb)`,
  `create function keep_history() returns trigger language plpgsql
   security definer set search_path from current set timezone = 'UTC' as $$
   declare named jsonb;
   begin
     if TG_OP = 'DELETE' then named := ${imageOf('OLD')}; else named := ${imageOf('NEW')}; end if;
     insert into oracle_history (transaction, life, table_name, row_key, image)
     values (pg_current_xact_id(), ${currentLife}, TG_TABLE_NAME, ${keyOf('named')}, case when TG_OP <> 'DELETE' then named end);
     return null;
   end $$`,
  `set local timezone = 'UTC'`,
  ...syncedTables.flatMap(({ name }) => [
    `create trigger zz_keep_history after insert or update or delete on ${name}
     for each row execute function keep_history()`,
    `insert into oracle_history (transaction, life, table_name, row_key, image)
     select pg_current_xact_id(), ${currentLife}, '${name}', ${keyOf('image')}, image
     from (select ${imageOf('row_of')} as image from ${name} row_of) images`,
  ]),
];

/** SQL: all versions as `RowVersion`. Versions of one row are in the order in which they were written. */
export const readHistory = `select table_name as "table", row_key as key, transaction::text as transaction, life::text as life, image::text as image
  from oracle_history order by id`;

/** SQL: all rows of a replica's synced tables, in the form of the oracle. */
export const readImages = syncedTables
  .map(
    ({ name }) =>
      `select '${name}' as "table", ${keyOf('image')} as key, image::text as image
       from (select ${imageOf('row_of')} as image from ${name} row_of) images`,
  )
  .join('\nunion all\n');
