import type { DeltaRows } from '@holdfast/schema/protocol/delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { PoolClient } from 'pg';

import { windowParameters } from '../window/windows.ts';
import { isMuchNews } from './is-much-news.ts';
import { readParts } from './read-parts.ts';
import * as queries from './row-queries.ts';
import type { Snapshot } from './snapshot.ts';

export interface ChangedRequest {
  readonly since: Snapshot;
  readonly userId: number;
  /** The conversations whose header row the replica has and keeps. */
  readonly headers: readonly number[];
  /** Those of them that it holds whole and goes on holding. */
  readonly whole: readonly number[];
  readonly held: ReadonlyMap<number, HeldConversation>;
}

/** The rows that the replica has and that changed, whole (rule E2), and those that came to what it holds. */
export async function readChanged(client: PoolClient, request: ChangedRequest): Promise<DeltaRows[]> {
  const { since, userId, headers, whole, held } = request;
  const news = [since.xmax, since.inProgress];
  const parts = await readParts(client, queries.changedReferenceRows, [...news, userId]);
  const isAmongHeld = headers.length > 0 && (await isMuchNews(client, since));
  if (headers.length > 0) {
    const ofHeaders = isAmongHeld
      ? queries.changedHeadersAmongHeld
      : [queries.changedCustomers, queries.changedConversationHeaders];
    parts.push(...(await readParts(client, ofHeaders, [...news, headers])));
  }
  if (whole.length > 0) {
    const windows = windowParameters(whole, held);
    const ofConversations = isAmongHeld
      ? queries.changedConversationRowsAmongHeld
      : queries.changedConversationRows;
    const ofMessages = isAmongHeld ? queries.changedMessageRowsAmongHeld : queries.changedMessageRows;
    parts.push(
      ...(await readParts(client, ofConversations, [...news, whole])),
      ...(await readParts(client, ofMessages, [...news, ...windows])),
    );
  }
  return parts;
}
