import type { ConnectionState } from '../../contract/session.ts';

/** Whether a new reply has to wait. The first connection attempt after the start counts as connected. */
export function isAway(connection: ConnectionState): boolean {
  if (connection.kind === 'connecting') return connection.offlineSince !== null;
  return connection.kind !== 'live' && connection.kind !== 'catching-up';
}
