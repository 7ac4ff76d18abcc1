import { sql } from 'drizzle-orm';

/** `{1,2,3}`: one parameter for any number of ids. */
export function idArray(ids: readonly number[]) {
  return sql`${`{${ids.join(',')}}`}::bigint[]`;
}
