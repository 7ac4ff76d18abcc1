import { ChildProcessClient } from '@holdfast/testkit/processes/child';
import type { BenchTenant } from '../world/bench-tenant.ts';
import type { WriterCalls } from './writer-process.ts';

export interface WriteLoad {
  readonly connections: number;
  readonly seconds: number;
  /** Transactions a second; null for as many as there can be. */
  readonly rate: number | null;
  /** Written to in turn. */
  readonly conversationIds: readonly number[];
  /** Whether a commit waits for the disk. */
  readonly synchronousCommit: boolean;
}

export function startWriter(): ChildProcessClient<WriterCalls> {
  return new ChildProcessClient<WriterCalls>(new URL('./writer-process.ts', import.meta.url));
}

/** Writes for a while and answers how many transactions a second there really were. */
export async function writeLoad(
  writer: ChildProcessClient<WriterCalls>,
  tenant: BenchTenant,
  load: WriteLoad,
): Promise<number> {
  const { schemaName, world } = tenant;
  // The superuser may take the role of any tenant.
  const databaseUrl = world.superuserUrl;
  const { committed, seconds } = await writer.call('run', { ...load, schemaName, databaseUrl });
  return committed / seconds;
}
