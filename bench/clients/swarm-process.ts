import { setTimeout as delay } from 'node:timers/promises';

import { backoffMs } from '@holdfast/desktop/replica/sync/backoff';
import { nowMs } from '../clock.ts';
import { serveCalls } from '@holdfast/testkit/processes/serve-calls';
import { marksIn } from './mark.ts';
import { ProtocolClient } from './protocol-client.ts';

// Many sessions without a database, in a process of their own, so that the replica that is measured has its own.

interface Arrival {
  /** When the row was written. */
  readonly mark: number;
  readonly at: number;
}

let clients: ProtocolClient[] = [];
let arrivals: Arrival[] = [];
/** Of the mark that is waited for: how many clients have it. */
let awaited: { readonly mark: number; count: number; readonly done: (at: number) => void } | undefined;

function onDelta(text: string): void {
  const at = nowMs();
  for (const mark of marksIn(text)) {
    arrivals.push({ mark, at });
    if (awaited?.mark === mark && (awaited.count += 1) === clients.length) awaited.done(at);
  }
}

const calls = {
  /** Connects sessions, so many at a time, and answers when each has caught up. */
  connect: async (request: { serverUrl: string; accessTokens: string[]; atOnce: number }) => {
    const { serverUrl, accessTokens, atOnce } = request;
    const added = accessTokens.map((accessToken) => new ProtocolClient({ serverUrl, accessToken, onDelta }));
    clients = [...clients, ...added];
    const waiting = [...added];
    const lane = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await next.connect();
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  },

  /** Cuts all at once and lets each come back as a device does (rule D6); how long until the last has caught up. */
  storm: async () => {
    const began = nowMs();
    for (const client of clients) client.drop();
    const attempts = await Promise.all(clients.map(comeBack));
    return { allCaughtUpMs: nowMs() - began, attempts: attempts.reduce((sum, count) => sum + count, 0) };
  },

  /** Begins to wait for a mark at every session; `awaitMark` answers when the last one had it. */
  expectMark: ({ mark }: { mark: number }) => {
    expected = new Promise((done) => {
      awaited = { mark, count: 0, done };
    });
  },

  awaitMark: async () => ({ at: await expected }),

  /** What has arrived since the last time. */
  takeArrivals: () => {
    const taken = arrivals;
    arrivals = [];
    return taken;
  },
};

let expected = Promise.resolve(0);

async function comeBack(client: ProtocolClient): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    await delay(backoffMs(attempt, Math.random()));
    try {
      await client.connect();
      return attempt;
    } catch {
      // As on a device: later.
    }
  }
}

export type SwarmCalls = typeof calls;

serveCalls(calls, () => {
  for (const client of clients) client.drop();
  return Promise.resolve();
});
