import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';

import { createFromTemplate, templateAt } from '@holdfast/desktop/replica/database/replica-directory';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';
import type { Bench } from '../bench.ts';
import { medianSeconds } from '../measure.ts';

const sizes = {
  full: { rows: 20_000, measure: { warmUps: 1, runs: 5 } },
  tiny: { rows: 20, measure: { warmUps: 0, runs: 1 } },
};

/** Rate at which PGlite inserts messages, in the two formats of rows on the wire. It limits every sync. */
export const pgliteApply: Bench = {
  name: 'pglite-apply',
  about:
    'message rows per second into an empty replica table, as JSON (deltas) and as COPY text (first sync)',
  run: async ({ world, size }) => {
    const { rows, measure } = sizes[size];
    const database = await openReplica(join(world.directory, randomUUID()));
    const { json, copy } = await makeRows(database, rows);
    const empty = () => database.exec('truncate messages cascade');

    const jsonSeconds = await medianSeconds(
      empty,
      () =>
        database.query(
          'insert into messages select * from json_populate_recordset(null::messages, $1::json)',
          [json],
        ),
      measure,
    );
    const copySeconds = await medianSeconds(
      empty,
      () => database.query(`copy messages from '/dev/blob'`, [], { blob: copy }),
      measure,
    );
    await database.close();
    return [
      { metric: 'json', value: Math.round(rows / jsonSeconds), unit: 'rows/s' },
      { metric: 'copy', value: Math.round(rows / copySeconds), unit: 'rows/s' },
    ];
  },
};

/** Opens a replica on disk, as on a device. */
async function openReplica(directory: string): Promise<PGlite> {
  await createFromTemplate(directory, templateAt(await testTemplateDirectory()));
  return await PGlite.create(directory);
}

/** Makes short messages in 400 conversations, in the formats that the server sends. */
async function makeRows(database: PGlite, rows: number): Promise<{ json: string; copy: Blob }> {
  await database.exec(`
    insert into messages (id, conversation_id, direction, sender_type, content, status)
    select 1000 + n, 1 + n % 400, case when n % 3 = 0 then 'outbound' else 'inbound' end,
      case when n % 3 = 0 then 'user' else 'customer' end,
      'Where is my order ' || n || '? I have been waiting since last week.', 'delivered'
    from generate_series(1, ${rows}) as n
  `);
  const written = await database.query<{ json: string }>('select json_agg(m)::text as json from messages m');
  const copied = await database.query(`copy messages to '/dev/blob'`);
  const json = written.rows[0]?.json;
  if (json === undefined || copied.blob === undefined) throw new Error('No rows were made.');
  return { json, copy: copied.blob };
}
