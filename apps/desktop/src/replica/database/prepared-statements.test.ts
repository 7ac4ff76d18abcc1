import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';

let replica: LocalReplica;

beforeEach(async () => {
  replica = await LocalReplica.open();
});

afterEach(async () => {
  await replica[Symbol.asyncDispose]();
});

/** Number of statements that Postgres keeps prepared for this connection. */
async function kept(): Promise<number> {
  return await replica.count('pg_prepared_statements');
}

describe('statements while deltas are applied', () => {
  it('are prepared once and accept and return every type of value', async () => {
    const values = [7, null, true, 'it’s', { a: [1] }, '2026-11-22T17:03:00.500Z'];
    for (const id of values.slice(0, 2)) {
      const { rows } = await replica.database.applying((tx) =>
        tx.execute(sql`select ${id}::bigint as id, ${values[2]}::boolean as flag, ${values[3]}::text as text,
          ${values[4]}::jsonb as json, ${values[5]}::timestamptz as at, ${'{1,2}'}::bigint[] as ids`),
      );
      expect(rows).toEqual([
        { id, flag: true, text: 'it’s', json: { a: [1] }, at: '2026-11-22 17:03:00.5+00', ids: [1, 2] },
      ]);
    }
    expect(await kept()).toBe(1);
  });

  it('leave the transaction usable if one fails in a savepoint, whether already prepared or not', async () => {
    const divide = (by: number) => sql`select 1 / ${by}::integer as quotient`;
    await replica.database.applying(async (tx) => {
      for (const by of [0, 1, 0]) {
        const quotient = await tx.transaction((savepoint) => savepoint.execute(divide(by))).catch(() => null);
        expect(quotient?.rows ?? null).toEqual(by === 0 ? null : [{ quotient: 1 }]);
      }
      await expect(
        tx.transaction((savepoint) => savepoint.execute(sql`select * from nowhere`)),
      ).rejects.toThrow('nowhere');
      expect((await tx.execute(divide(1))).rows).toEqual([{ quotient: 1 }]);
    });
  });

  it('fail with the SQLSTATE code', async () => {
    const failed = replica.database.applying((tx) => tx.execute(sql`select 1 / ${0}::integer`));
    await expect(failed).rejects.toMatchObject({ cause: { code: '22012' } });
  });

  it('return correct rows after their tables changed', async () => {
    const read = () =>
      replica.database.applying((tx) => tx.execute(sql`select setting, at from kept order by setting`));
    await replica.database.rows(`create table kept (setting text, at integer)`);
    await replica.database.rows(`insert into kept values ('b', 2), ('a', 1)`);
    const rows = (await read()).rows;
    await replica.database.rows(`create index on kept (setting)`);
    expect((await read()).rows).toEqual(rows);
    await replica.database.rows(`alter table kept add column more text`);
    expect((await read()).rows).toEqual(rows);
  });

  it('are all closed when the maximum is reached, also in a failed transaction', async () => {
    await replica.database.applying(async (tx) => {
      for (let number = 0; number < 450; number += 1) {
        const text = sql.raw(number % 3 === 0 ? `select nothing_${number}` : `select ${number} as number`);
        await tx.transaction((savepoint) => savepoint.execute(text)).catch(() => undefined);
      }
    });
    expect(await kept()).toBeLessThanOrEqual(200);
  });
});
