import pg from 'pg';

import { PostgresWakeUps } from '@holdfast/sync-server/wake-ups/postgres-wake-ups';
import { markNow } from '../clients/mark.ts';
import { nowMs } from '../clock.ts';
import { serveCalls } from '@holdfast/testkit/processes/serve-calls';

// A program. Simulates customers who write: single-row inbound messages, one transaction each. Announces its commits to
// the server like another server process.

interface LoadRequest {
  readonly databaseUrl: string;
  readonly schemaName: string;
  readonly connections: number;
  readonly seconds: number;
  /** Transactions per second; null: as many as possible. */
  readonly rate: number | null;
  readonly conversationIds: readonly number[];
  readonly synchronousCommit: boolean;
}

const insert = `insert into messages (conversation_id, direction, sender_type, content, status)
  values ($1, 'inbound', 'customer', $2, 'delivered')`;

async function run(request: LoadRequest): Promise<{ committed: number; seconds: number }> {
  const clients = await Promise.all(Array.from({ length: request.connections }, () => open(request)));
  const wakeUps = new PostgresWakeUps({ databaseUrl: request.databaseUrl, onError: ignore });
  const began = nowMs();
  const until = began + request.seconds * 1000;
  let begun = 0;
  let committed = 0;
  /** Each transaction has a fixed time, even if earlier ones are late: a slow server does not reduce the load. */
  const next = async () => {
    const number = begun++;
    const due = request.rate === null ? 0 : began + (number * 1000) / request.rate;
    if (due >= until) return undefined;
    const wait = due - nowMs();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    return request.conversationIds[number % request.conversationIds.length];
  };
  const lane = async (client: pg.Client) => {
    while (nowMs() < until) {
      const conversationId = await next();
      if (conversationId === undefined) return;
      await client.query({ name: 'insert', text: insert, values: [conversationId, markNow()] });
      committed += 1;
      wakeUps.announce(request.schemaName);
    }
  };
  try {
    await Promise.all(clients.map(lane));
    return { committed, seconds: Math.max(request.seconds, (nowMs() - began) / 1000) };
  } finally {
    await wakeUps.stop();
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function open({ databaseUrl, schemaName, synchronousCommit }: LoadRequest): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `set role "${schemaName}"; set search_path = "${schemaName}", pg_temp; set synchronous_commit = ${synchronousCommit ? 'on' : 'off'}`,
  );
  return client;
}

function ignore(): void {
  // A lost wake-up causes a delay, which shows in the measured lag.
}

const calls = { run };

export type WriterCalls = typeof calls;

serveCalls(calls, () => Promise.resolve());
