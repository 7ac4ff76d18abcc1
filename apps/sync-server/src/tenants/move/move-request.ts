import type { Pool } from 'pg';

/**
 * Steps of a move.
 * - `begun`: the landlord refuses new sessions and transactions in the tenant.
 * - `closed`: nothing runs in the source any more, and nothing can start.
 * - `copied`: the target holds a verified copy.
 * - `retired`: the source is renamed; from here on the move cannot be rolled back.
 * - `opened`: the target accepts work.
 * - `placed`: the landlord routes the tenant to the target.
 */
export type MoveStep = 'begun' | 'closed' | `copying ${string}` | 'copied' | 'retired' | 'opened' | 'placed';

/** Operations on a tenant's jobs. Injected, because jobs/ is a layer above tenants/. */
export interface TenantJobs {
  /** Creates the queue's tables if they are missing. */
  prepare(pool: Pool): Promise<void>;
  /** Queues one job per unsent message; returns their number. */
  requeue(pool: Pool, schemaName: string): Promise<number>;
  discard(pool: Pool, schemaName: string): Promise<void>;
}

export interface MoveTenantRequest {
  readonly slug: string;
  /** Name of the target cluster. */
  readonly to: string;
  readonly actor: string;
  readonly jobs: TenantJobs;
  readonly clock: () => Date;
  /** Called after each step. */
  readonly onStep: (step: MoveStep) => void;
}

export interface MoveReport {
  readonly tenant: string;
  readonly cluster: string;
  /**
   * `stayed`: the tenant was already there. `taken-back`: an unfinished move was rolled back. `finished`: an
   * interrupted move was completed without copying again.
   */
  readonly outcome: 'moved' | 'finished' | 'stayed' | 'taken-back';
  readonly unsentMessages: number;
  /** What this run copied; null if it copied nothing. */
  readonly copied: {
    readonly tables: number;
    readonly rows: number;
    readonly bytes: number;
    /** Name under which the source schema is kept. */
    readonly retiredSchema: string;
  } | null;
  /** Milliseconds for which the tenant was closed during this run. */
  readonly closedMilliseconds: number;
}
