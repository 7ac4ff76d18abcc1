import type { Pool } from 'pg';

/**
 * How far a move has come. `begun`: the landlord lets nobody in. `closed`: nothing is under way in the source any more and
 * nothing can begin. `copied`: the target holds a proven copy. `retired`: the source is no longer the tenant; from here on
 * there is no way back. `opened`: the target takes work. `placed`: the landlord sends everybody there.
 */
export type MoveStep = 'begun' | 'closed' | `copying ${string}` | 'copied' | 'retired' | 'opened' | 'placed';

/** What is done with the jobs of a tenant; given from outside, because jobs build on use-cases. */
export interface TenantJobs {
  /** Makes the tables of the queue where they are missing. */
  prepare(pool: Pool): Promise<void>;
  /** Gives every unsent message one job; answers how many. */
  requeue(pool: Pool, schemaName: string): Promise<number>;
  discard(pool: Pool, schemaName: string): Promise<void>;
}

export interface MoveTenantRequest {
  readonly slug: string;
  /** The name of a cluster. */
  readonly to: string;
  readonly actor: string;
  readonly jobs: TenantJobs;
  readonly clock: () => Date;
  /** Told of each step when it is done. */
  readonly onStep: (step: MoveStep) => void;
}

export interface MoveReport {
  readonly tenant: string;
  readonly cluster: string;
  /** `stayed`: it was there already. `taken-back`: a move that had been begun was undone. `finished`: one that was cut short late. */
  readonly outcome: 'moved' | 'finished' | 'stayed' | 'taken-back';
  readonly unsentMessages: number;
  /** What was copied in this run. */
  readonly copied: {
    readonly tables: number;
    readonly rows: number;
    readonly bytes: number;
    /** The name of the schema that is left in the cluster that the tenant came from. */
    readonly retiredSchema: string;
  } | null;
  /** For how long nobody could work in the tenant, as far as this run is concerned. */
  readonly closedMilliseconds: number;
}
