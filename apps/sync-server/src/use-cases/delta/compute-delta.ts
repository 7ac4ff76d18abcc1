import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { Delta, DeltaRows } from '@holdfast/schema/protocol/delta';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { Pool, PoolClient } from 'pg';

import { withTenant } from '../../db/with-tenant.ts';
import { readPosition } from './position.ts';
import { readRemovals } from './read-removals.ts';
import { readResults } from './read-results.ts';
import * as queries from './row-queries.ts';
import { compareScope, readScope, type ScopeChange } from './scope.ts';
import { parseSnapshot, type Snapshot } from './snapshot.ts';
import { readWindowStarts, windowParameters } from './windows.ts';

/** Whose replica it is and where it stands. */
export interface ReplicaPosition {
  readonly userId: number;
  readonly deviceId: number;
  /** Null: it holds nothing that counts. */
  readonly cursor: Cursor | null;
  readonly held: ReadonlyMap<number, HeldConversation>;
  readonly oldestPendingMutationId: number | null;
}

/** A delta without its number, and what the replica holds once it has applied it. */
export interface ComputedDelta {
  readonly delta: Omit<Delta, 'type' | 'batchId'>;
  readonly held: ReadonlyMap<number, HeldConversation>;
}

/** A snapshot of another transaction, so that several deltas end at one and the same. */
export interface SharedSnapshot {
  readonly id: string;
  /** Called once this transaction reads the snapshot: the one that exported it may end from then on. */
  readonly taken: () => void;
}

/**
 * The exact difference between what the replica holds and the agent's scope at the snapshot of this one transaction
 * (rule E3). A cursor of another epoch, or none, is answered with everything.
 */
export async function computeDelta(
  pool: Pool,
  schemaName: string,
  replica: ReplicaPosition,
  shared?: SharedSnapshot,
): Promise<ComputedDelta> {
  return await withTenant(
    pool,
    schemaName,
    { isolation: 'repeatable read', readOnly: true },
    async ({ client }) => {
      // The id comes from Postgres itself, on this server.
      if (shared !== undefined) await client.query(`SET TRANSACTION SNAPSHOT '${shared.id}'`);
      const to = await readPosition(client);
      shared?.taken();
      const since = replica.cursor?.epoch === to.epoch ? parseSnapshot(replica.cursor.snapshot) : null;
      const from = since === null ? null : replica.cursor;
      const before = since === null ? new Map<number, HeldConversation>() : replica.held;
      const change = compareScope(scopesOf(before), await readScope(client, replica.userId));
      const starts = await readWindowStarts(client, change.enteredMine);
      const entered: HeldConversation[] = [
        ...change.enteredMine.map((id) => heldWhole(id, starts.get(id) ?? null)),
        ...change.enteredQueue.map(heldHeader),
      ];
      const held = heldAfter(before, change, entered);
      const parts = await readParts(client, { since, change, held, userId: replica.userId });
      const removals =
        since === null ? [] : await readRemovals(client, since, change.stayedMine, replica.userId);
      const results = await readResults(client, since, replica);
      return {
        delta: { ...emptyChanges, from, to, left: [...change.left], removals, parts, entered, results },
        held,
      };
    },
  );
}

interface PartsRequest {
  readonly since: Snapshot | null;
  readonly change: ScopeChange;
  readonly held: ReadonlyMap<number, HeldConversation>;
  readonly userId: number;
}

async function readParts(client: PoolClient, request: PartsRequest): Promise<DeltaRows[]> {
  const { since, change, held, userId } = request;
  const parts: DeltaRows[] = [];
  const add = async (query: queries.RowQuery, parameters: readonly unknown[]) => {
    const { rows } = await client.query<{ rows: string | null }>({
      text: query.text,
      values: [...parameters],
    });
    const text = rows[0]?.rows;
    if (typeof text === 'string') parts.push({ table: query.table, rows: text });
  };

  if (since === null) for (const query of queries.allReferenceRows) await add(query, [userId]);
  else await readChangedParts(add, since, request);

  const entering = [...change.enteredMine, ...change.enteredQueue];
  if (entering.length > 0) {
    await add(queries.customersOfConversations, [entering]);
    await add(queries.conversationHeaders, [entering]);
  }
  if (change.enteredMine.length > 0) {
    const windows = windowParameters(change.enteredMine, held);
    for (const query of queries.enteringConversationRows) await add(query, [change.enteredMine]);
    for (const query of queries.enteringMessageRows) await add(query, windows);
  }
  return parts;
}

async function readChangedParts(
  add: (query: queries.RowQuery, parameters: readonly unknown[]) => Promise<void>,
  since: Snapshot,
  { change, held, userId }: PartsRequest,
): Promise<void> {
  const news = [since.xmax, since.inProgress];
  for (const query of queries.changedReferenceRows) await add(query, [...news, userId]);
  const stayed = [...change.stayedMine, ...change.stayedQueue];
  if (stayed.length > 0) {
    await add(queries.changedCustomers, [...news, stayed]);
    await add(queries.changedConversationHeaders, [...news, stayed]);
  }
  if (change.stayedMine.length > 0) {
    const windows = windowParameters(change.stayedMine, held);
    for (const query of queries.changedConversationRows) await add(query, [...news, change.stayedMine]);
    for (const query of queries.changedMessageRows) await add(query, [...news, ...windows]);
  }
}

function scopesOf(held: ReadonlyMap<number, HeldConversation>) {
  return new Map([...held].map(([id, conversation]) => [id, conversation.scope] as const));
}

function heldWhole(conversationId: number, windowFrom: HeldConversation['windowFrom']): HeldConversation {
  return { conversationId, scope: 'mine', windowFrom };
}

function heldHeader(conversationId: number): HeldConversation {
  return { conversationId, scope: 'queue', windowFrom: null };
}

function heldAfter(
  before: ReadonlyMap<number, HeldConversation>,
  change: ScopeChange,
  entered: readonly HeldConversation[],
): ReadonlyMap<number, HeldConversation> {
  const held = new Map(before);
  for (const id of change.left) held.delete(id);
  for (const conversation of entered) held.set(conversation.conversationId, conversation);
  return held;
}
