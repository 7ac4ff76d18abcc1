import type { Delta } from '@holdfast/schema/protocol/delta';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';

import type { ClusterPool } from '@holdfast/sync-server/db/cluster-pool';
import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import { readCursor } from '@holdfast/sync-server/sync/delta/read-cursor';
import { readParts } from '@holdfast/sync-server/sync/delta/read-parts';
import * as queries from '@holdfast/sync-server/sync/delta/row-queries';
import { readScope } from '@holdfast/sync-server/sync/scope/read-scope';
import { readWindowStarts, windowParameters } from '@holdfast/sync-server/sync/window/windows';

/** Reads an agent's whole scope at one snapshot, as one delta with JSON rows. Every other path must have this result. */
export async function wholeScope(
  pool: ClusterPool,
  schemaName: string,
  userId: number,
): Promise<Omit<Delta, 'type' | 'batchId'>> {
  return await withTenant(
    pool,
    schemaName,
    { isolation: 'repeatable read', readOnly: true },
    async ({ client }) => {
      const to = await readCursor(client);
      const scope = [...(await readScope(client, userId))];
      const mine = scope.flatMap(([id, held]) => (held === 'mine' ? [id] : []));
      const starts = await readWindowStarts(client, mine);
      const entered = scope.map(([conversationId, held]): HeldConversation => ({
        conversationId,
        scope: held,
        windowFrom: starts.get(conversationId) ?? null,
      }));
      const held = new Map(entered.map((conversation) => [conversation.conversationId, conversation]));
      const all = [[...held.keys()]];
      const parts = [
        ...(await readParts(client, queries.allReferenceRows, [userId])),
        ...(await readParts(client, [queries.customersOfConversations, queries.conversationHeaders], all)),
        ...(await readParts(client, queries.enteringConversationRows, [mine])),
        ...(await readParts(client, queries.enteringMessageRows, windowParameters(mine, held))),
      ];
      return { ...emptyChanges, from: null, to, parts, entered, remaining: 0 };
    },
  );
}
