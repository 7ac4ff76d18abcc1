import { ChildProcessClient } from '@holdfast/testkit/processes/child';
import type { BenchTenant } from '../world/bench-tenant.ts';
import type { WriterCalls } from './writer-process.ts';

export interface WriteLoad {
  readonly connections: number;
  readonly seconds: number;
  /** Transactions per second; null: as many as possible. */
  readonly rate: number | null;
  /** The conversations to write to, in turn. */
  readonly conversationIds: readonly number[];
  /** Whether a commit waits for the disk. */
  readonly synchronousCommit: boolean;
}

export function startWriter(): ChildProcessClient<WriterCalls> {
  return new ChildProcessClient<WriterCalls>(new URL('./writer-process.ts', import.meta.url));
}

/**
 * Writes for `seconds`.
 * @returns the achieved transactions per second
 */
export async function writeLoad(
  writer: ChildProcessClient<WriterCalls>,
  tenant: BenchTenant,
  load: WriteLoad,
): Promise<number> {
  const { schemaName, world } = tenant;
  // The superuser can take the role of any tenant.
  const databaseUrl = world.superuserUrl;
  const { committed, seconds } = await writer.call('run', { ...load, schemaName, databaseUrl });
  return committed / seconds;
}
