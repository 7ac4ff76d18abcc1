import type { DeltaRows } from '@holdfast/schema/protocol/delta';
import type { HeldConversation, WindowStart } from '@holdfast/schema/protocol/held-conversation';
import type { PoolClient } from 'pg';

import { readParts } from '../delta/read-parts.ts';
import { grownWindowRows, requestedWindowStarts } from './window-queries.ts';

/** Requested window size in messages, by conversation id (rule S1). */
export type WindowRequests = ReadonlyMap<number, number>;

/** Change of one window by a delta. */
export interface WindowChange {
  readonly conversationId: number;
  /** The new start; null if the window then begins at the first message. */
  readonly after: WindowStart | null;
  /** The old start of a window that grows: all rows before it are sent. Null if the window does not grow. */
  readonly grownTo: WindowStart | null;
}

/**
 * Returns the new windows of the requested conversations. `stayed` are the conversations that the replica holds whole
 * before and after the delta; requests for other conversations are ignored, because a request cannot widen the scope
 * (rule S5).
 */
export async function readWindowChanges(
  client: PoolClient,
  requests: WindowRequests,
  stayed: readonly HeldConversation[],
): Promise<readonly WindowChange[]> {
  const requested = stayed.filter(({ conversationId }) => requests.has(conversationId));
  if (requested.length === 0) return [];
  const { rows } = await client.query<StartRow>(requestedWindowStarts, [
    requested.map(({ conversationId }) => conversationId),
    requested.map(({ conversationId }) => requests.get(conversationId)),
    requested.map(({ windowFrom }) => windowFrom?.createdAt ?? null),
    requested.map(({ windowFrom }) => windowFrom?.id ?? null),
  ]);
  const rowById = new Map(rows.map((row) => [Number(row.id), row]));
  return requested.map(({ conversationId, windowFrom }) => {
    const row = rowById.get(conversationId);
    return {
      conversationId,
      after: row === undefined ? windowFrom : startOf(row),
      grownTo: row?.grows === true ? windowFrom : null,
    };
  });
}

/** Reads the rows that the growing windows add. */
export async function readGrownRows(
  client: PoolClient,
  changes: readonly WindowChange[],
): Promise<DeltaRows[]> {
  const grown = changes.filter(({ grownTo }) => grownTo !== null);
  if (grown.length === 0) return [];
  const values = [
    grown.map(({ conversationId }) => conversationId),
    grown.map(({ after }) => after?.createdAt ?? null),
    grown.map(({ after }) => after?.id ?? null),
    grown.map(({ grownTo }) => grownTo?.createdAt ?? null),
    grown.map(({ grownTo }) => grownTo?.id ?? null),
  ];
  return await readParts(client, grownWindowRows, values);
}

/** The replica's record of the conversation after the change. */
export function heldAfterWindowChange({ conversationId, after }: WindowChange): HeldConversation {
  return { conversationId, scope: 'mine', windowFrom: after };
}

/** The part of the window that the replica holds before and after the change. Only its changed rows are sent. */
export function unchangedWindow({ conversationId, after, grownTo }: WindowChange): HeldConversation {
  return { conversationId, scope: 'mine', windowFrom: grownTo ?? after };
}

interface StartRow {
  readonly id: string;
  readonly created_at: string | null;
  readonly message_id: string | null;
  readonly grows: boolean;
}

function startOf({ created_at: createdAt, message_id: id }: StartRow): WindowStart | null {
  return createdAt === null || id === null ? null : { createdAt, id: Number(id) };
}
