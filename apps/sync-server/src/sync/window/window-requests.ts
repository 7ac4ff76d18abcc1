import type { DeltaRows } from '@holdfast/schema/protocol/delta';
import type { HeldConversation, WindowStart } from '@holdfast/schema/protocol/held-conversation';
import type { PoolClient } from 'pg';

import { readParts } from '../delta/read-parts.ts';
import { grownWindowRows, requestedWindowStarts } from './window-queries.ts';

/** How many messages a replica wants to hold, by conversation (rule S1). */
export type WindowRequests = ReadonlyMap<number, number>;

/** A window that changes with this delta. */
export interface WindowChange {
  readonly conversationId: number;
  /** Where it begins from now on; null: with the first message there is. */
  readonly after: WindowStart | null;
  /** Up to where rows travel whole, because they are new to the replica; null when none are. */
  readonly grownUpTo: WindowStart | null;
}

/**
 * What becomes of the windows that were asked for, among the conversations that the replica holds whole and goes on
 * holding. A request for any other conversation has no answer: a request names no scope (rule S5).
 */
export async function readWindowChanges(
  client: PoolClient,
  requests: WindowRequests,
  stayed: readonly HeldConversation[],
): Promise<readonly WindowChange[]> {
  const asked = stayed.filter(({ conversationId }) => requests.has(conversationId));
  if (asked.length === 0) return [];
  const { rows } = await client.query<StartRow>(requestedWindowStarts, [
    asked.map(({ conversationId }) => conversationId),
    asked.map(({ conversationId }) => requests.get(conversationId)),
    asked.map(({ windowFrom }) => windowFrom?.createdAt ?? null),
    asked.map(({ windowFrom }) => windowFrom?.id ?? null),
  ]);
  const found = new Map(rows.map((row) => [Number(row.id), row]));
  return asked.map(({ conversationId, windowFrom }) => {
    const row = found.get(conversationId);
    return {
      conversationId,
      after: row === undefined ? windowFrom : startOf(row),
      grownUpTo: row?.grows === true ? windowFrom : null,
    };
  });
}

/** The rows that come with windows that grow. */
export async function readGrownRows(
  client: PoolClient,
  changes: readonly WindowChange[],
): Promise<DeltaRows[]> {
  const grown = changes.filter(({ grownUpTo }) => grownUpTo !== null);
  if (grown.length === 0) return [];
  const values = [
    grown.map(({ conversationId }) => conversationId),
    grown.map(({ after }) => after?.createdAt ?? null),
    grown.map(({ after }) => after?.id ?? null),
    grown.map(({ grownUpTo }) => grownUpTo?.createdAt ?? null),
    grown.map(({ grownUpTo }) => grownUpTo?.id ?? null),
  ];
  return await readParts(client, grownWindowRows, values);
}

/** What the replica holds of each of them from now on. */
export function heldAfterWindowChange({ conversationId, after }: WindowChange): HeldConversation {
  return { conversationId, scope: 'mine', windowFrom: after };
}

/** The part of the window that the replica has before and after: in it, only what changed travels. */
export function sharedWindow({ conversationId, after, grownUpTo }: WindowChange): HeldConversation {
  return { conversationId, scope: 'mine', windowFrom: grownUpTo ?? after };
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
