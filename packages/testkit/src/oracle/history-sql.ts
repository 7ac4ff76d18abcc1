import { syncedTables } from '@holdfast/schema/tables/synced-tables';

/**
 * The text of a row as it is compared: the same on both ends in whatever order its columns lie, the time zone being
 * UTC. Without the stamp, which a restore changes although nothing else has changed.
 */
export const imageOf = (row: string) => `(to_jsonb(${row}) - 'row_xid')`;

/** The key of a row as one text. Parameters: an image, with or without the stamp. */
export const keyOf = (image: string) =>
  `coalesce(${image} ->> 'id', (${image} ->> 'conversation_id') || ':' || (${image} ->> 'conversation_tag_id'))`;

/** The life of Postgres from its last crash on, as epochs name it: the moment since which it counts statistics. */
const currentLife = '(extract(epoch from pg_stat_get_bgwriter_stat_reset_time()) * 1000000)::bigint';

/** The transaction that asks, as a `StampedTransaction` in texts. */
export const readTransaction = `select pg_current_xact_id()::text as id, ${currentLife}::text as life`;

/**
 * Has a tenant keep every version of every synced row in `oracle_history`, from what is there now. To be run in one
 * transaction, by the owner of the tenant's tables, before anybody writes. The number of a version is taken while its row is locked,
 * so that the versions of one row are numbered in the order in which they were made.
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

/** Every version, each a `RowVersion`; those of one row in the order in which they were made. */
export const readHistory = `select table_name as "table", row_key as key, transaction::text as transaction, life::text as life, image::text as image
  from oracle_history order by id`;

/** Every row of a replica's synced tables, to be compared with the oracle's. */
export const readImages = syncedTables
  .map(
    ({ name }) =>
      `select '${name}' as "table", ${keyOf('image')} as key, image::text as image
       from (select ${imageOf('row_of')} as image from ${name} row_of) images`,
  )
  .join('\nunion all\n');
