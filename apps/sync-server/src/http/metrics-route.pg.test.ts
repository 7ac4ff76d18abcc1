import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { agentOnline, openSession } from '@holdfast/testkit/server/online-agent';
import { startTestServer } from '@holdfast/testkit/server/start-test-server';
import type { TestServer } from '@holdfast/testkit/server/start-test-server';
import { mutation } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';

let database: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  server = await startTestServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

function scrape(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/metrics`, { headers });
}

describe('/metrics', () => {
  it('serves the metrics to callers on this machine', async () => {
    const response = await scrape(server.url);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    for (const line of [
      'holdfast_sync_sessions{state="attached"} 0',
      'holdfast_sync_deltas_total 0',
      'holdfast_sync_tailer_lag_seconds 0',
      'holdfast_sync_digest_mismatches_total 0',
      'holdfast_jobs{cluster="default",queue="send-outbound-message",state="queued"} 0',
    ]) {
      expect(text).toContain(`\n${line}\n`);
    }
    expect(text).toMatch(/\nprocess_resident_memory_bytes \d{7,}\n/);
  });

  it.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])(
    'responds 404 to requests forwarded by a proxy (%s)',
    async (header) => {
      expect((await scrape(server.url, { [header]: '127.0.0.1' })).status).toBe(404);
    },
  );

  it('counts sessions, deltas and mutation results', async () => {
    const agent = await agentOnline(server, database, { tenant: await database.createTenant() });
    const session = openSession(agent);
    const text = async () => await (await scrape(server.url)).text();
    await expect.poll(text).toContain('holdfast_sync_sessions{state="attached"} 1');
    const refused = mutation(1, 'setStatus', { conversationId: 1, status: 'resolved' });
    await agent.client.sync.push.mutate({ mutations: [refused] });
    const counted = await text();
    expect(counted).toContain('holdfast_pushes_total 1');
    expect(counted).toMatch(/holdfast_mutations_total\{outcome="refused",code="HF_\w+"\} 1/);
    expect(counted).toMatch(/holdfast_sync_deltas_total [1-9]/);
    expect(counted).toMatch(/holdfast_sync_tick_seconds_count [1-9]/);
    session.stop();
    await expect.poll(text).toContain('holdfast_sync_sessions{state="attached"} 0');
    await agent.close();
  });

  it('requires the token if the settings have one', async () => {
    const metricsToken = 'a-token-for-the-scraper';
    const guarded = await startTestServer(database, { settings: { metricsToken } });
    const statuses = await Promise.all(
      [
        {},
        { authorization: 'Bearer another-token-that-is-long' },
        { authorization: `Bearer ${metricsToken}` },
      ].map(async (headers: Record<string, string>) => (await scrape(guarded.url, headers)).status),
    );
    expect(statuses).toEqual([401, 401, 200]);
    await guarded.stop();
  });
});
