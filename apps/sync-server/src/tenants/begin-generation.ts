import type { ClientBase } from 'pg';

/**
 * Begins a new sync generation (rule E1), which invalidates all earlier cursors, and returns it. Tombstones are
 * deleted, because they serve only cursors of the ended generation. The caller must make sure, in the same
 * transaction, that no row keeps an earlier stamp.
 */
export async function beginGeneration(client: ClientBase): Promise<number> {
  // Concurrent calls wait here for the row lock.
  const { rows } = await client.query<{ generation: number }>(
    `update sync_state set generation = generation + 1, tombstones_pruned_through = null, changed_at = now()
     returning generation`,
  );
  await client.query('delete from tombstones');
  const [state] = rows;
  if (state === undefined) throw new Error('the tenant has no sync_state');
  return state.generation;
}
