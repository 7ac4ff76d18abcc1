import type { HeldScope } from '@holdfast/schema/domain/scope';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { DeltaRemoval, DeltaRows } from '@holdfast/schema/protocol/delta';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { PoolClient } from 'pg';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { compareScope, type ScopeChange } from '../scope/compare-scope.ts';
import { readScope } from '../scope/read-scope.ts';
import {
  heldAfterWindowChange,
  readGrownRows,
  readWindowChanges,
  unchangedWindow,
  type WindowChange,
  type WindowRequests,
} from '../window/window-requests.ts';
import { findBasis, type DeltaBasis } from './basis.ts';
import { heldAfter, type ComputedDelta } from './computed-delta.ts';
import { deltaBudgetBytes, deltaBytes } from './delta-bytes.ts';
import {
  readEnteringConversations,
  emptyMeasurements,
  type EnteringRows,
} from './read-entering-conversations.ts';
import type { CopyFormat } from './entering-copies.ts';
import { computeFollowingDeltas } from './compute-following-deltas.ts';
import type { EntriesRequest } from './plan-entries.ts';
import { readCursor } from './read-cursor.ts';
import { readChanged } from './read-changed.ts';
import { readParts } from './read-parts.ts';
import { readRemovals } from './read-removals.ts';
import { readResults } from './read-results.ts';
import type { ReplicaPosition } from './replica-position.ts';
import { allReferenceRows } from './row-queries.ts';

/** Exported snapshot of another transaction, so that several deltas end at the same snapshot. */
export interface ExportedSnapshot {
  readonly id: string;
  /** Called when this transaction has imported the snapshot. Then the exporting transaction can end. */
  readonly onImported: () => void;
}

/**
 * Computes the exact difference between the replica's position and the agent's scope at one snapshot (rule E3), as much
 * of it as fits into one delta (rule D4).
 * @param shared snapshot to use; without it the transaction takes its own
 */
export async function computeDelta(
  pool: ClusterPool,
  schemaName: string,
  replica: ReplicaPosition,
  shared?: ExportedSnapshot,
): Promise<ComputedDelta> {
  return await withTenant(pool, schemaName, oneSnapshot, async ({ client }) => {
    // Not user input: the id comes from pg_export_snapshot().
    if (shared !== undefined) await client.query(`SET TRANSACTION SNAPSHOT '${shared.id}'`);
    const to = await readCursor(client);
    shared?.onImported();
    const { computed } = await compute(client, replica, to);
    return computed;
  });
}

/** Consecutive deltas for one replica. */
export interface DeltasRequest {
  readonly replica: ReplicaPosition;
  readonly maxDeltas: number;
  readonly onDelta: (computed: ComputedDelta) => void;
}

/**
 * Computes up to `maxDeltas` consecutive deltas at one snapshot, until nothing remains. Calls `onDelta` with each as
 * soon as it is computed.
 */
export async function computeDeltas(
  pool: ClusterPool,
  schemaName: string,
  { replica, maxDeltas, onDelta }: DeltasRequest,
): Promise<void> {
  await withTenant(pool, schemaName, oneSnapshot, async ({ client }) => {
    const { computed, wanted } = await compute(client, replica, await readCursor(client));
    onDelta(computed);
    const format = copyFormatOf(replica);
    await computeFollowingDeltas(client, computed, { wanted, format, maxDeltas: maxDeltas - 1, onDelta });
  });
}

const oneSnapshot = { isolation: 'repeatable read', readOnly: true } as const;

interface Computed {
  readonly computed: ComputedDelta;
  /** The conversations that had to enter, including those that did not fit. */
  readonly wanted: EntriesRequest;
}

async function compute(client: PoolClient, replica: ReplicaPosition, to: Cursor): Promise<Computed> {
  const scope = await readScope(client, replica.userId);
  const basis = await findBasis(client, replica, { to, scope });
  if (basis === null) return withoutBasis(replica);
  const { from, since, before } = basis;
  const scopesBefore = scopesOf(before);
  const change = withDropped(compareScope(scopesBefore, scope), basis.dropped);
  const requests = replica.windowRequests ?? noRequests;
  const windows = await readWindowChanges(client, requests, stayedWhole(before, change));
  const changed = await readHeldChanges(client, { basis, to, change, replica, windows });
  const wanted = {
    mine: preferredFirst(change.enteredMine, replica.preferred),
    queue: change.enteredQueue,
    known: withoutKeys(scopesBefore, change.left),
  };
  const entering = await readEntering(client, { wanted, change, changed, replica });
  const entered = [...windows.map(heldAfterWindowChange), ...entering.entered];
  const delta = {
    ...emptyChanges,
    from,
    to,
    left: [...change.left],
    replaced: [...basis.replaced],
    removals: [...changed.removals],
    parts: [...changed.parts, ...entering.parts],
    copies: [...entering.copies],
    entered,
    results: await readResults(client, since, replica),
    remaining: entering.remaining,
  };
  const held = heldAfter(before, change.left, entered);
  return { computed: { delta, held, appliedWindowRequests: requests, needsDigests: false }, wanted };
}

function withoutBasis({ cursor, held }: ReplicaPosition): Computed {
  if (cursor === null) throw new Error('a replica without a cursor has nothing to report digests of');
  const delta = { ...emptyChanges, from: cursor, to: cursor };
  return {
    computed: { delta, held, appliedWindowRequests: noRequests, needsDigests: true },
    wanted: { mine: [], queue: [], known: new Map() },
  };
}

const noRequests: WindowRequests = new Map();

function stayedWhole(
  before: ReadonlyMap<number, HeldConversation>,
  { stayedMine }: ScopeChange,
): readonly HeldConversation[] {
  return stayedMine.flatMap((id) => before.get(id) ?? []);
}

function withDropped(change: ScopeChange, dropped: readonly number[]): ScopeChange {
  return dropped.length === 0 ? change : { ...change, left: [...change.left, ...dropped] };
}

interface HeldRequest {
  readonly basis: DeltaBasis;
  readonly to: Cursor;
  readonly change: ScopeChange;
  readonly replica: ReplicaPosition;
  readonly windows: readonly WindowChange[];
}

interface HeldChanges {
  readonly parts: readonly DeltaRows[];
  readonly removals: readonly DeltaRemoval[];
}

/** Reads the changes to the rows that the replica holds, and the reference data that it lacks. */
async function readHeldChanges(client: PoolClient, request: HeldRequest): Promise<HeldChanges> {
  const { basis, to, change, replica, windows } = request;
  const grown = await readGrownRows(client, windows);
  const { since, before, reference } = basis;
  const { userId } = replica;
  if (since === null) {
    const queries = allReferenceRows.filter(({ table }) => reference.includes(table));
    return { parts: [...(await readParts(client, queries, [userId])), ...grown], removals: [] };
  }
  if (replica.cursor?.snapshot === to.snapshot) return { parts: grown, removals: [] };
  const left = new Set(change.left);
  const headers = [...before.keys()].filter((id) => !left.has(id));
  const whole = change.stayedMine;
  const held = new Map(before);
  for (const window of windows) held.set(window.conversationId, unchangedWindow(window));
  return {
    parts: [...(await readChanged(client, { since, userId, headers, whole, held })), ...grown],
    removals: await readRemovals(client, since, whole, userId),
  };
}

interface EnteringInput extends Pick<HeldRequest, 'change' | 'replica'> {
  readonly wanted: EntriesRequest;
  readonly changed: HeldChanges;
}

async function readEntering(client: PoolClient, input: EnteringInput): Promise<EnteringRows> {
  const { wanted, change, changed, replica } = input;
  // If a conversation left or changed its customer, it is not known which customers the replica still has.
  const areCustomersKnown =
    change.left.length === 0 && changed.parts.every(({ table }) => table !== 'conversations');
  const spent = deltaBytes({ ...emptyChanges, ...changed, left: change.left });
  return await readEnteringConversations(client, {
    ...wanted,
    budget: Math.max(deltaBudgetBytes - spent, 0),
    customersOf: areCustomersKnown ? [...wanted.known.keys()] : null,
    format: copyFormatOf(replica),
    windows: emptyMeasurements(),
  });
}

/** Clients of earlier protocol versions receive rows as text. */
const firstVersionWithBinaryRows = 3;

function copyFormatOf({ protocolVersion }: ReplicaPosition): CopyFormat {
  return protocolVersion < firstVersionWithBinaryRows ? 'text' : 'binary';
}

function preferredFirst(ids: readonly number[], preferred: ReadonlySet<number>): readonly number[] {
  if (preferred.size === 0) return ids;
  return [...ids.filter((id) => preferred.has(id)), ...ids.filter((id) => !preferred.has(id))];
}

function scopesOf(held: ReadonlyMap<number, HeldConversation>) {
  return new Map([...held].map(([id, conversation]) => [id, conversation.scope] as const));
}

function withoutKeys(scopes: ReadonlyMap<number, HeldScope>, ids: readonly number[]) {
  const others = new Map(scopes);
  for (const id of ids) others.delete(id);
  return others;
}
