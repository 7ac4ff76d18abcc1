import type { Whispers } from '../wake-ups/wake-ups.ts';
import { presenceLifetimes, type PresenceLifetimes } from './lifetimes.ts';
import { PresenceSeat } from './presence-seat.ts';
import { TenantPresence } from './tenant-presence.ts';

export interface SeatRequest {
  readonly schemaName: string;
  readonly sessionId: string;
  readonly userId: number;
  /** Sends to the other processes that serve the tenant. */
  readonly whispers: Whispers;
}

/** Presence of each tenant with sessions on this process (rule P1). Kept in memory only. */
export class PresenceRegistry {
  readonly #lifetimes: PresenceLifetimes;
  readonly #tenants = new Map<string, TenantPresence>();

  constructor(lifetimes: PresenceLifetimes = presenceLifetimes) {
    this.#lifetimes = lifetimes;
  }

  /** Opens the presence handle of one session. The caller must close it. */
  seat({ schemaName, sessionId, userId, whispers }: SeatRequest): PresenceSeat {
    const tenant = this.#tenants.get(schemaName) ?? this.#open(schemaName, whispers);
    return new PresenceSeat(tenant, sessionId, userId);
  }

  #open(schemaName: string, whispers: Whispers): TenantPresence {
    const tenant = new TenantPresence({
      schemaName,
      lifetimes: this.#lifetimes,
      whispers,
      onEmpty: () => this.#tenants.delete(schemaName),
    });
    this.#tenants.set(schemaName, tenant);
    return tenant;
  }
}
