import type { DeltaRows } from '@holdfast/schema/protocol/delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { PoolClient } from 'pg';

import { windowParameters } from '../window/windows.ts';
import { hasManyChanges } from './has-many-changes.ts';
import { readParts } from './read-parts.ts';
import * as queries from './row-queries.ts';
import type { Snapshot } from './snapshot.ts';

export interface ChangedRequest {
  readonly since: Snapshot;
  readonly userId: number;
  /** Conversations whose header the replica has and keeps. */
  readonly headers: readonly number[];
  /** Conversations of `headers` that the replica holds whole and keeps. */
  readonly whole: readonly number[];
  readonly held: ReadonlyMap<number, HeldConversation>;
}

/** Reads the changed and new rows of the reference data and of the held conversations (rule E2). */
export async function readChanged(client: PoolClient, request: ChangedRequest): Promise<DeltaRows[]> {
  const { since, userId, headers, whole, held } = request;
  const sinceParameters = [since.xmax, since.inProgress];
  const parts = await readParts(client, queries.changedReferenceRows, [...sinceParameters, userId]);
  const startsFromHeld = headers.length > 0 && (await hasManyChanges(client, since));
  if (headers.length > 0) {
    const ofHeaders = startsFromHeld
      ? queries.changedHeadersOfHeld
      : [queries.changedCustomers, queries.changedConversationHeaders];
    parts.push(...(await readParts(client, ofHeaders, [...sinceParameters, headers])));
  }
  if (whole.length > 0) {
    const windows = windowParameters(whole, held);
    const ofConversations = startsFromHeld
      ? queries.changedConversationRowsOfHeld
      : queries.changedConversationRows;
    const ofMessages = startsFromHeld ? queries.changedMessageRowsOfHeld : queries.changedMessageRows;
    parts.push(
      ...(await readParts(client, ofConversations, [...sinceParameters, whole])),
      ...(await readParts(client, ofMessages, [...sinceParameters, ...windows])),
    );
  }
  return parts;
}
