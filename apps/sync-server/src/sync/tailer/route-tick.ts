import type { Delta, DeltaRemoval, DeltaRows } from '@holdfast/schema/protocol/delta';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { maySeeCannedResponse } from '@holdfast/schema/scope/canned-response-scope';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';

import { isInsideWindow } from '../window/inside-window.ts';
import { allowedScope } from '@holdfast/schema/scope/conversation-scope';
import { windowKey, type Tick } from './tick.ts';

/** A replica whose cursor is where the tick begins. */
export interface AttachedReplica {
  readonly userId: number;
  readonly deviceId: number;
  readonly held: ReadonlyMap<number, HeldConversation>;
}

export interface RoutedTick {
  readonly delta: Omit<Delta, 'type' | 'batchId' | 'from'>;
  readonly held: ReadonlyMap<number, HeldConversation>;
}

/**
 * Pure: composes the delta of one replica from a tick. Returns null if nothing concerns the replica. The result must
 * equal the delta that would be computed for this replica alone (rules D2, E3, S4).
 */
export function routeTick(tick: Tick, replica: AttachedReplica): RoutedTick | null {
  const parts = new PartsBuilder();
  const removals: DeltaRemoval[] = [...(tick.removals.get(null) ?? [])];
  for (const part of tick.reference) parts.addText(part.table, part.rows);
  for (const response of tick.cannedResponses) {
    if (maySeeCannedResponse(replica.userId, response.owner)) parts.add('canned_responses', response.json);
    else removals.push({ table: 'canned_responses', rowId: response.id, conversationId: null });
  }

  const moved = routeMoves(tick, replica);
  for (const [id, rows] of tick.rows) {
    const held = moved.stayed.get(id) ?? (moved.changed.has(id) ? undefined : replica.held.get(id));
    if (held === undefined) continue;
    for (const row of rows) {
      if (held.scope === 'queue' && row.table !== 'conversations' && row.table !== 'customers') continue;
      if (isInsideWindow(row.message, held.windowFrom)) parts.add(row.table, row.json);
    }
  }
  for (const [id, list] of tick.removals) {
    if (id === null || moved.changed.has(id) || replica.held.get(id)?.scope !== 'mine') continue;
    removals.push(...list.filter((removal) => removal.table !== 'conversations'));
  }
  for (const conversation of moved.entered) {
    for (const part of tick.windows.get(windowKey(conversation.conversationId, conversation.scope))?.parts ??
      []) {
      parts.addText(part.table, part.rows);
    }
  }

  const results = [...(tick.results.get(replica.deviceId) ?? [])];
  const built = parts.build();
  const isEmpty =
    built.length + removals.length + results.length + moved.left.length + moved.entered.length === 0;
  if (isEmpty) return null;
  return {
    delta: {
      ...emptyChanges,
      to: tick.to,
      left: moved.left,
      removals,
      parts: built,
      entered: moved.entered,
      results,
    },
    held: moved.held,
  };
}

interface Moves {
  readonly left: number[];
  readonly entered: HeldConversation[];
  /** Conversations whose own row changed and that stay in the same scope. */
  readonly stayed: ReadonlyMap<number, HeldConversation>;
  /** Conversations that entered or left. */
  readonly changed: ReadonlySet<number>;
  readonly held: ReadonlyMap<number, HeldConversation>;
}

function routeMoves(tick: Tick, replica: AttachedReplica): Moves {
  const left: number[] = [];
  const entered: HeldConversation[] = [];
  const stayed = new Map<number, HeldConversation>();
  for (const [id, placement] of tick.ownerships) {
    const before = replica.held.get(id);
    const now = allowedScope(replica.userId, placement);
    if (before !== undefined && before.scope === now) {
      stayed.set(id, before);
      continue;
    }
    if (before !== undefined && (now === null || before.scope === 'mine')) left.push(id);
    const window = now === null ? undefined : tick.windows.get(windowKey(id, now));
    if (window !== undefined) entered.push(window.held);
  }
  for (const id of tick.deletedConversations) if (replica.held.has(id)) left.push(id);
  const changed = new Set([...left, ...entered.map((conversation) => conversation.conversationId)]);
  if (changed.size === 0) return { left, entered, stayed, changed, held: replica.held };
  const held = new Map(replica.held);
  for (const id of left) held.delete(id);
  for (const conversation of entered) held.set(conversation.conversationId, conversation);
  return { left, entered, stayed, changed, held };
}

/** Collects rows by table and joins their JSON texts without parsing them. */
class PartsBuilder {
  readonly #rows = new Map<SyncedTableName, Set<string>>();

  add(table: SyncedTableName, json: string): void {
    const rows = this.#rows.get(table) ?? new Set<string>();
    this.#rows.set(table, rows);
    // The same customer can come with several conversations.
    rows.add(json);
  }

  /** Adds the text of a JSON array of rows. */
  addText(table: SyncedTableName, text: string): void {
    this.add(table, text.slice(1, -1));
  }

  build(): DeltaRows[] {
    return [...this.#rows].map(([table, rows]) => ({ table, rows: `[${[...rows].join(',')}]` }));
  }
}
