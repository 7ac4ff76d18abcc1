import type { ConnectionState } from '../../contract/session.ts';
import type { ConnectionMachineState } from '../sync/connection-machine.ts';
import { replicaErrorFromCode } from '../errors/to-replica-error.ts';

/** Now, in ms, on two clocks: the wall clock (since 1970) and the monotonic clock, which cannot be set. */
export interface CurrentTime {
  readonly wall: number;
  readonly elapsed: number;
}

/** Pure. The connection as screens show it: times of the monotonic clock become wall-clock times. */
export function connectionView(state: ConnectionMachineState, now: CurrentTime): ConnectionState {
  const iso = (elapsed: number) => new Date(now.wall + elapsed - now.elapsed).toISOString();
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
      return { kind: 'needs-sign-in', error: replicaErrorFromCode(state.code) };
    case 'outdated':
      return { kind: 'outdated', error: replicaErrorFromCode(state.code) };
    default:
      return state satisfies never;
  }
}
