import type { ClientBase } from 'pg';

/**
 * Begins a new sync generation (rule E1), in which no cursor of before means anything. Tombstones go: they tell cursors of the
 * generation that ends. The caller sees to it, in the same transaction, that no row keeps a stamp of before.
 */
export async function beginGeneration(client: ClientBase): Promise<number> {
  // Those who do it at the same time wait here.
  const { rows } = await client.query<{ generation: number }>(
    `update sync_state set generation = generation + 1, tombstones_pruned_through = null, changed_at = now()
     returning generation`,
  );
  await client.query('delete from tombstones');
  const [state] = rows;
  if (state === undefined) throw new Error('the tenant has no sync_state');
  return state.generation;
}
