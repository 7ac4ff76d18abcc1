import type { ConnectionState } from '../../contract/session.ts';

/** Whether what is written now has to wait. The first attempt after the start counts as being there. */
export function isAway(connection: ConnectionState): boolean {
  if (connection.kind === 'connecting') return connection.offlineSince !== null;
  return connection.kind !== 'live' && connection.kind !== 'catching-up';
}
