import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { DeltaRows } from '@holdfast/schema/protocol/delta';
import type { PoolClient } from 'pg';

import { changedReferenceRows } from '../delta/row-queries.ts';
import type { Snapshot } from '../delta/snapshot.ts';
import { readChangedRows } from './read-changed-rows.ts';
import { readEntering } from './read-entering.ts';
import { readResultsByDevice } from './read-results-by-device.ts';
import { readTombstones } from './read-tombstones.ts';
import type { SubscribedRows } from './subscribed-rows.ts';
import type { ConversationOwnership } from '@holdfast/schema/scope/conversation-scope';
import type { ChangedCannedResponse, Tick } from './tick.ts';
import { changedCannedResponses, ownershipsOf, changeSources } from './tick-queries.ts';

/** Changed conversations by table, and devices with new results. Null stands for a table that belongs to neither. */
type Sources = ReadonlyMap<string, readonly (number | null)[]>;

/**
 * Reads once everything that changed in a tenant since a snapshot and concerns at least one of its sessions. Returns
 * null if nothing changed. Rows of conversations that no session holds are not read, so the cost depends on the
 * recipients only.
 */
export async function readTick(
  client: PoolClient,
  since: Snapshot,
  to: Cursor,
  interest: SubscribedRows,
): Promise<Tick | null> {
  const sources = await readSources(client, since);
  if (sources.size === 0) return null;
  const sinceParameters = [since.xmax, since.inProgress] as const;
  const changedIds = (source: string) => (sources.get(source) ?? []).filter((id) => id !== null);

  const ownerships = await readOwnerships(client, changedIds('conversations'));
  const { removals, deletedConversations } = await readTombstones(
    client,
    sinceParameters,
    sources.has('tombstones'),
  );
  const held = (ids: readonly number[]) => ids.filter((id) => interest.isHeld(id));
  return {
    to,
    ownerships,
    deletedConversations,
    removals,
    rows: await readChangedRows(client, sinceParameters, (tables) =>
      held([...new Set(tables.flatMap(changedIds))]),
    ),
    windows: await readEntering(client, interest.entering(ownerships)),
    reference: await readReference(client, sinceParameters, sources),
    cannedResponses: sources.has('canned_responses')
      ? await readCannedResponses(client, sinceParameters)
      : [],
    results: await readResultsByDevice(
      client,
      sinceParameters,
      changedIds('mutation_results').filter((id) => interest.hasDevice(id)),
    ),
  };
}

async function readSources(client: PoolClient, since: Snapshot): Promise<Sources> {
  const { rows } = await client.query<{ source: string; id: string | null }>({
    ...changeSources,
    values: [since.xmax, since.inProgress],
  });
  const sources = new Map<string, (number | null)[]>();
  for (const { source, id } of rows) {
    const ids = sources.get(source) ?? [];
    sources.set(source, ids);
    ids.push(id === null ? null : Number(id));
  }
  return sources;
}

async function readOwnerships(
  client: PoolClient,
  conversationIds: readonly number[],
): Promise<ReadonlyMap<number, ConversationOwnership>> {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await client.query<{
    id: string;
    assigned_to: string | null;
    status: ConversationOwnership['status'];
  }>({ ...ownershipsOf, values: [conversationIds] });
  return new Map(
    rows.map((row) => [
      Number(row.id),
      { assignedTo: row.assigned_to === null ? null : Number(row.assigned_to), status: row.status },
    ]),
  );
}

async function readReference(
  client: PoolClient,
  sinceParameters: readonly [string, readonly string[]],
  sources: Sources,
): Promise<DeltaRows[]> {
  const parts: DeltaRows[] = [];
  for (const query of changedReferenceRows) {
    if (query.table === 'canned_responses' || !sources.has(query.table)) continue;
    const { rows } = await client.query<{ rows: string | null }>(query.text, [...sinceParameters, 0]);
    const text = rows[0]?.rows;
    if (typeof text === 'string') parts.push({ table: query.table, rows: text });
  }
  return parts;
}

async function readCannedResponses(
  client: PoolClient,
  sinceParameters: readonly [string, readonly string[]],
): Promise<ChangedCannedResponse[]> {
  const { rows } = await client.query<{ id: string; owner: string | null; json: string }>(
    changedCannedResponses,
    [...sinceParameters],
  );
  return rows.map((row) => ({
    id: Number(row.id),
    owner: row.owner === null ? null : Number(row.owner),
    json: row.json,
  }));
}
