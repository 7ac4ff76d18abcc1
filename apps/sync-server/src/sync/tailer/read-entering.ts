import type { HeldScope } from '@holdfast/schema/domain/scope';
import type { DeltaRows } from '@holdfast/schema/protocol/delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { PoolClient } from 'pg';

import { readParts } from '../delta/read-parts.ts';
import * as queries from '../delta/row-queries.ts';
import { readWindowStarts, windowParameters } from '../window/windows.ts';
import { windowKey, type EnteringConversation } from './tick.ts';

/** Reads each entering conversation once per scope, for all sessions that it enters in that scope. */
export async function readEntering(
  client: PoolClient,
  entering: ReadonlyMap<HeldScope, readonly number[]>,
): Promise<ReadonlyMap<string, EnteringConversation>> {
  const enteringByKey = new Map<string, EnteringConversation>();
  const mine = entering.get('mine') ?? [];
  const starts = await readWindowStarts(client, mine);
  for (const conversationId of mine) {
    const held: HeldConversation = {
      conversationId,
      scope: 'mine',
      windowFrom: starts.get(conversationId) ?? null,
    };
    const parts = [...(await readHeader(client, conversationId)), ...(await readWindow(client, held))];
    enteringByKey.set(windowKey(conversationId, 'mine'), { held, parts });
  }
  for (const conversationId of entering.get('queue') ?? []) {
    const held: HeldConversation = { conversationId, scope: 'queue', windowFrom: null };
    enteringByKey.set(windowKey(conversationId, 'queue'), {
      held,
      parts: await readHeader(client, conversationId),
    });
  }
  return enteringByKey;
}

async function readHeader(client: PoolClient, conversationId: number): Promise<DeltaRows[]> {
  return await readParts(
    client,
    [queries.customersOfConversations, queries.conversationHeaders],
    [[conversationId]],
  );
}

async function readWindow(client: PoolClient, held: HeldConversation): Promise<DeltaRows[]> {
  const id = held.conversationId;
  const window = windowParameters([id], new Map([[id, held]]));
  return [
    ...(await readParts(client, queries.enteringConversationRows, [[id]])),
    ...(await readParts(client, queries.enteringMessageRows, window)),
  ];
}
