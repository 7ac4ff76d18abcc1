import type { Broadcaster } from '../wake-ups/wake-ups.ts';
import { presenceTtls, type PresenceTtls } from './presence-ttls.ts';
import { PresenceHandle } from './presence-handle.ts';
import { TenantPresence } from './tenant-presence.ts';

export interface OpenPresenceRequest {
  readonly schemaName: string;
  readonly sessionId: string;
  readonly userId: number;
  /** Sends to the other processes that serve the tenant. */
  readonly broadcaster: Broadcaster;
}

/** Presence of each tenant with sessions on this process (rule P1). Kept in memory only. */
export class PresenceRegistry {
  readonly #lifetimes: PresenceTtls;
  readonly #tenants = new Map<string, TenantPresence>();

  constructor(lifetimes: PresenceTtls = presenceTtls) {
    this.#lifetimes = lifetimes;
  }

  /** Opens the presence handle of one session. The caller must close it. */
  open({ schemaName, sessionId, userId, broadcaster }: OpenPresenceRequest): PresenceHandle {
    const tenant = this.#tenants.get(schemaName) ?? this.#open(schemaName, broadcaster);
    return new PresenceHandle(tenant, sessionId, userId);
  }

  #open(schemaName: string, broadcaster: Broadcaster): TenantPresence {
    const tenant = new TenantPresence({
      schemaName,
      lifetimes: this.#lifetimes,
      broadcaster,
      onEmpty: () => this.#tenants.delete(schemaName),
    });
    this.#tenants.set(schemaName, tenant);
    return tenant;
  }
}
