import { setTimeout as delay } from 'node:timers/promises';

import { backoffMs } from '@holdfast/desktop/replica/sync/backoff';
import { nowMs } from '../clock.ts';
import { serveCalls } from '@holdfast/testkit/processes/serve-calls';
import { marksIn } from './mark.ts';
import { ProtocolClient } from './protocol-client.ts';

// A program. Holds many sessions without databases, so that they do not share the process of the measured replica.

interface Arrival {
  /** When the row was written, in milliseconds. */
  readonly mark: number;
  readonly at: number;
}

let clients: ProtocolClient[] = [];
let arrivals: Arrival[] = [];
/** The awaited mark and the number of clients that have received it. */
let awaited: { readonly mark: number; count: number; readonly done: (at: number) => void } | undefined;

function onDelta(text: string): void {
  const at = nowMs();
  for (const mark of marksIn(text)) {
    arrivals.push({ mark, at });
    if (awaited?.mark === mark && (awaited.count += 1) === clients.length) awaited.done(at);
  }
}

const calls = {
  /** Connects sessions, `atOnce` at the same time. Returns when all have caught up. */
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

  /**
   * Cuts all connections and reconnects each with the device's backoff (rule D6). Returns the time until the last one
   * has caught up.
   */
  storm: async () => {
    const began = nowMs();
    for (const client of clients) client.drop();
    const attempts = await Promise.all(clients.map(comeBack));
    return { allCaughtUpMs: nowMs() - began, attempts: attempts.reduce((sum, count) => sum + count, 0) };
  },

  /** Starts to wait for a mark at every session. `awaitMark` returns when the last session has received it. */
  expectMark: ({ mark }: { mark: number }) => {
    expected = new Promise((done) => {
      awaited = { mark, count: 0, done };
    });
  },

  awaitMark: async () => ({ at: await expected }),

  /** Returns the arrivals since the last call. */
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
      // Retries later, like a device.
    }
  }
}

export type SwarmCalls = typeof calls;

serveCalls(calls, () => {
  for (const client of clients) client.drop();
  return Promise.resolve();
});
