import type { Settings } from '../config/settings.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import type { Logger } from '../logging/create-logger.ts';
import type { ConnectionRegistry } from './connection-registry.ts';

/** What signing in, renewing and signing out need of the server. */
export interface AuthContext {
  readonly pool: LandlordPool;
  readonly clock: () => Date;
  readonly settings: Pick<Settings, 'refreshTokenDays' | 'tokenSecret'>;
}

/** What ending the sockets of revoked devices needs of the server. */
export interface ConnectionContext {
  readonly pool: LandlordPool;
  readonly connections: ConnectionRegistry;
  readonly logger: Pick<Logger, 'warn'>;
}
