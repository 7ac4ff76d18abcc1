import type { Settings } from '../config/settings.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import type { Logger } from '../logging/create-logger.ts';
import type { ConnectionRegistry } from './connection-registry.ts';

/** The part of the server that sign-in, token rotation and sign-out use. */
export interface AuthContext {
  readonly pool: LandlordPool;
  readonly clock: () => Date;
  readonly settings: Pick<Settings, 'refreshTokenDays' | 'tokenSecret'>;
}

/** The part of the server that closes the sockets of revoked devices. */
export interface ConnectionContext {
  readonly pool: LandlordPool;
  readonly connections: ConnectionRegistry;
  readonly logger: Pick<Logger, 'warn'>;
}
