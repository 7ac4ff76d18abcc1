import type { Draft } from '../../contract/drafts.ts';
import type { LiveQueries, LiveQueryName } from '../../contract/live-queries.ts';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import type { QueryRun } from '../live/live-query-registry.ts';
import type { RemotePresence } from '../presence/remote-presence.ts';

/** The data that a named query can read. */
export interface QueryContext {
  readonly database: ReplicaDatabase;
  readonly userId: number;
  readonly drafts: ReadonlyMap<number, Draft>;
  readonly presence: Pick<RemotePresence, 'all' | 'in'>;
}

/** A named query on an open replica. It returns its result and the keys it depends on. */
export type NamedQuery<Name extends LiveQueryName> = (
  context: QueryContext,
  input: LiveQueries[Name]['input'],
) => Promise<QueryRun<LiveQueries[Name]['result']>>;
