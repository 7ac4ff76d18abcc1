import type { ConnectionState } from '../../contract/session.ts';
import type { ConnectionMachineState } from '../sync/connection-machine.ts';
import { replicaErrorOf } from '../to-replica-error.ts';

/** Pure: the connection as screens show it. */
export function connectionView(state: ConnectionMachineState): ConnectionState {
  switch (state.kind) {
    case 'signed-out':
    case 'live':
    case 'catching-up':
      return { kind: state.kind };
    case 'offline':
      return { kind: 'offline', since: iso(state.since), nextAttemptAt: iso(state.retryAt) };
    case 'connecting':
      return {
        kind: 'connecting',
        offlineSince: state.offlineSince === null ? null : iso(state.offlineSince),
      };
    case 'draining':
      return { kind: 'draining', reconnectAt: iso(state.retryAt) };
    case 'needs-sign-in':
      return { kind: 'needs-sign-in', error: replicaErrorOf(state.code) };
    case 'outdated':
      return { kind: 'outdated', error: replicaErrorOf(state.code) };
    default:
      return state satisfies never;
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
