import { setTimeout as delay } from 'node:timers/promises';

import type { FaultCommand } from '@holdfast/testkit/model/fault-command';
import { noNetworkFaults } from '@holdfast/testkit/transport/network-faults';

import type { SoakWorld } from '../world/soak-world.ts';

/** Injects a fault and ends it after its duration. */
export async function injectFault(world: SoakWorld, fault: FaultCommand): Promise<void> {
  const replica = world.replicas[Math.floor(fault.choice * world.replicas.length)];
  if (replica === undefined) return;
  const lasting = () => delay(fault.durationMs);
  switch (fault.kind) {
    case 'storm':
      replica.weather = fault.weather;
      await lasting();
      replica.weather = noNetworkFaults;
      return;
    case 'cutLink':
      return replica.link.cut();
    case 'partitionUp':
    case 'partitionDown': {
      const direction = fault.kind === 'partitionUp' ? 'up' : 'down';
      replica.link.block(direction);
      await lasting();
      return replica.link.unblock(direction);
    }
    case 'pauseLink':
      replica.link.block('up');
      replica.link.block('down');
      await lasting();
      replica.link.unblock('up');
      return replica.link.unblock('down');
    case 'refuseConnections': {
      const port = replica.link.targetPort;
      replica.link.targetPort = null;
      replica.link.cut();
      await lasting();
      // A server that came in the meantime has set its own.
      replica.link.targetPort ??= world.server === undefined ? null : port;
      return;
    }
    case 'killReplica':
      await replica.kill();
      return await replica.start();
    case 'killReplicaAt':
      await replica.killAt(
        { point: fault.replicaPoint, passage: fault.passage, lingerMs: 0 },
        fault.durationMs,
      );
      return await replica.start();
    case 'pauseReplica':
      replica.pause();
      await lasting();
      return replica.resume();
    case 'skewClock':
      return await replica.skew(fault.skewMs);
    case 'killServer':
      await world.killServer();
      return await world.startServer();
    case 'killServerAt':
      await world.killServerAt(
        { point: fault.serverPoint, passage: fault.passage, lingerMs: 0 },
        fault.durationMs,
      );
      return await world.startServer();
    case 'drainServer':
      await world.drainServer();
      return await world.startServer();
    case 'pauseServer': {
      const { server } = world;
      server?.signal('SIGSTOP');
      await lasting();
      server?.signal('SIGCONT');
      return;
    }
    case 'killPostgres':
      return await world.postgres.crash();
    default:
      return fault.kind satisfies never;
  }
}
