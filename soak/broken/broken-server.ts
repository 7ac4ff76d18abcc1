import { SerialQueue } from '@holdfast/desktop/replica/replica/serial-queue';
import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';

import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import { syncPolicies, type SyncPolicies } from '@holdfast/sync-server/lifecycle/sync-policies';
import { AckWindow } from '@holdfast/sync-server/sync/session/ack-window';
import { SyncSession } from '@holdfast/sync-server/sync/session/sync-session';
import type { Tick } from '@holdfast/sync-server/sync/tailer/tick';
import type { BreakableRule } from './breakable-rules.ts';
import { restoreDevice, rewindDevice } from './rewind-device.ts';

/** Returns the server's policies with one rule broken, or unchanged if the server does not implement the rule. */
export function serverWithout(rule: BreakableRule | null): SyncPolicies {
  return { ...syncPolicies, ...(rule === null ? {} : broken[rule]) };
}

const pushes = new SerialQueue();

const broken: Partial<Record<BreakableRule, Partial<SyncPolicies>>> = {
  E2: {
    readPosition: async (client) => {
      const cursor = await syncPolicies.readPosition(client);
      const [xmin, xmax] = cursor.snapshot.split(':');
      return { ...cursor, snapshot: `${xmin}:${xmax}:` };
    },
  },
  E3: {
    inOneSnapshot: (pool, schemaName, read) =>
      withTenant(
        pool,
        schemaName,
        { isolation: 'read committed', readOnly: true, plansByIndex: true },
        ({ client }) => read(client),
      ),
  },
  S5: { route: (tick, replica) => syncPolicies.route(assignedTo(replica.userId, tick), replica) },
  D2: { createSession: (options) => new AlwaysDeliveredSession(options) },
  D3: {
    createSession: (options) =>
      new SyncSession({ ...options, flow: new UnlimitedAckWindow(), bufferedBytes: () => 0 }),
  },
  M2: {
    // One push at a time: between a rewind and its end another push would find a gap, and its replica would renumber.
    applyMutations: (request, mutations) =>
      pushes.run(async () => {
        const lastMutationId = await rewindDevice(request, mutations);
        const reply = await syncPolicies.applyMutations(request, mutations);
        await restoreDevice(request, lastMutationId);
        return reply;
      }),
  },
  M3: { route: (tick, replica) => syncPolicies.route({ ...tick, results: new Map() }, replica) },
  'slow-poll': { pollMs: 2 ** 31 - 1 },
  versions: {
    createSession: (options) => new SyncSession({ ...options, hello: { ...options.hello, protocolVersion } }),
  },
};

/** Reports every tick as delivered. */
class AlwaysDeliveredSession extends SyncSession {
  override tryDeliver(...parameters: Parameters<SyncSession['tryDeliver']>): boolean {
    super.tryDeliver(...parameters);
    return true;
  }
}

class UnlimitedAckWindow extends AckWindow {
  override hasRoomFor(): boolean {
    return true;
  }
}

/** The tick with all its conversations assigned to one agent. */
function assignedTo(userId: number, tick: Tick): Tick {
  const ownerships = [...tick.ownerships].map(
    ([id, ownership]) => [id, { ...ownership, assignedTo: userId }] as const,
  );
  return { ...tick, ownerships: new Map(ownerships) };
}
