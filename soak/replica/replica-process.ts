import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';

import type { AgentCommand } from '@holdfast/testkit/model/agent-command';

import { AccountFiles } from '@holdfast/desktop/replica/account/account-files';
import { accountStorage } from '@holdfast/desktop/replica/account/account-storage';
import { Replica } from '@holdfast/desktop/replica/replica/replica';
import { templateAt } from '@holdfast/desktop/replica/database/replica-directory';
import type { ConnectionMachineState } from '@holdfast/desktop/replica/sync/connection-machine';
import { History } from '@holdfast/desktop/replica/history/history';
import type { WindowRequest } from '@holdfast/desktop/replica/history/history';
import { SyncClient } from '@holdfast/desktop/replica/sync/sync-client';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';
import { serveCalls } from '@holdfast/testkit/processes/serve-calls';
import type { BreakableRule } from '../broken/breakable-rules.ts';
import { replicaWithout, storageWithout } from '../broken/broken-replica.ts';
import { KillSwitch } from '../kill/kill-switch.ts';
import type { KillOrder } from '../kill/kill-switch.ts';
import { killableStorage, killableTarget } from '../kill/killable-replica.ts';
import { localTokens } from './local-tokens.ts';
import type { SoakAgent } from './local-tokens.ts';
import { performAction } from './perform-action.ts';
import { readImage } from './read-image.ts';

// The desktop's own replica in its own process, so that it can be killed like the app.

export interface OpenRequest {
  readonly name: string;
  readonly directory: string;
  readonly serverUrl: string;
  readonly agent: SoakAgent;
  /** Error of the device's clock. */
  readonly skewMs: number;
  /** A rule that this replica breaks. */
  readonly broken: BreakableRule | null;
}

const killSwitch = new KillSwitch();
let skewMs = 0;
let opened: { readonly account: Replica; readonly request: OpenRequest } | undefined;
let sync: SyncClient | undefined;
let restarts = 0;
const failures: string[] = [];
const now = () => new Date(Date.now() + skewMs);

function replica() {
  if (opened === undefined) throw new Error('The replica is not open.');
  return opened;
}

async function connect(): Promise<void> {
  if (sync !== undefined) return;
  const { account, request } = replica();
  const options = {
    serverUrl: request.serverUrl,
    target: killableTarget(replicaWithout(request.broken, account), killSwitch.reach),
    tokens: localTokens(request.agent, now),
    random: Math.random,
    // Verifies far more often than in production.
    verifyStepMs: 100,
    onState: ({ kind }: ConnectionMachineState) => {
      if (kind === 'connecting') restarts += 1;
    },
    onPresence: () => undefined,
    onFailure: (error: unknown) => failures.push(String(error)),
  };
  sync = new SyncClient(options);
  sync.start();
}

async function readOlder(choice: number): Promise<boolean> {
  const { account } = replica();
  const client = sync;
  const cut = await account.database.rows<{ id: number }>(
    'select conversation_id as id from held_conversations where window_from_id is not null order by 1',
  );
  const conversationId = cut[Math.floor(choice * cut.length)]?.id;
  if (conversationId === undefined || client === undefined) return false;
  const requestWindow = (request: WindowRequest) => client.requestWindow(request);
  return await new History({ database: account.database, requestWindow, now }).fetchOlder(conversationId);
}

const calls = {
  open: async (request: OpenRequest) => {
    skewMs = request.skewMs;
    const paths = new AccountFiles(request.directory).pathsOf('soak');
    await mkdir(paths.directory, { recursive: true });
    const account = await Replica.open({
      paths,
      template: templateAt(await testTemplateDirectory()),
      userId: request.agent.userId,
      deviceId: request.agent.deviceId,
      now,
      uuid: randomUUID,
      lockTimeoutMs: 10_000,
      storage: storageWithout(request.broken, killableStorage(accountStorage, killSwitch.reach)),
      onChanges: () => sync?.wakePusher(),
      onArrivals: () => undefined,
    });
    opened = { account, request };
    await connect();
    return { rebuilt: account.report.rebuilt !== null, damage: account.report.journalDamage !== null };
  },
  perform: async (command: AgentCommand) => {
    if (command.kind === 'offline') {
      await sync?.stop();
      sync = undefined;
      return { type: 'nothing' as const, code: 'offline' };
    }
    if (command.kind === 'online') {
      await connect();
      return { type: 'nothing' as const, code: 'online' };
    }
    if (command.kind === 'readOlder') {
      const isAsked = await readOlder(command.choice);
      return { type: 'nothing' as const, code: isAsked ? 'readOlder' : 'no rows' };
    }
    const performed = await performAction(replica().account, command, sync?.state.kind === 'live');
    sync?.wakePusher();
    return performed;
  },
  killAt: (order: KillOrder) => {
    killSwitch.arm(order);
  },
  skew: (milliseconds: number) => {
    skewMs = milliseconds;
  },
  /** Goes online and reconnects without backoff. */
  hurry: async () => {
    await connect();
    sync?.connectNow();
  },
  status: () => {
    const { account } = replica();
    return {
      pending: account.pending().length,
      refused: account.journal.state.refused.length,
      connection: sync?.state.kind ?? 'offline',
      connections: restarts,
      failures: failures.splice(0),
    };
  },
  image: () => {
    const { account, request } = replica();
    return readImage(account.database, { replica: request.name, userId: request.agent.userId });
  },
};

export type ReplicaCalls = typeof calls;

serveCalls(calls, async () => {
  await sync?.stop();
  await opened?.account.close();
});
