import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTable } from '@holdfast/schema/tables/synced-tables';
import { instantOf } from './instant.ts';
import type { OracleRow, TenantState } from './row-history.ts';

/** The agent and the held conversations of a replica. They determine the rows that it must hold. */
export interface HeldByReplica {
  readonly userId: number;
  readonly held: readonly HeldConversation[];
}

/**
 * Returns all rows that a replica must hold at a snapshot, image by `table key`: the reference data that its agent can
 * see (rule S3), and the held part of each conversation (rules S1, S2). A second implementation on purpose: if the
 * oracle used `scope/message-window.ts` and `scope/canned-response-scope.ts`, it would share the product's mistakes.
 */
export function expectedRows(
  state: TenantState,
  { userId, held }: HeldByReplica,
): ReadonlyMap<string, string> {
  const scopes = new Map(held.map((conversation) => [conversation.conversationId, conversation]));
  const conversations = [...rowsOf(state, 'conversations')].filter(({ values }) =>
    scopes.has(Number(values['id'])),
  );
  const customers = new Set(conversations.map(({ values }) => Number(values['customer_id'])));
  const messages = new Set(
    [...rowsOf(state, 'messages')]
      .filter(({ values }) => isInWindow(values, scopes.get(Number(values['conversation_id']))))
      .map(({ key }) => key),
  );

  function mustHold({ kind, name }: SyncedTable, { key, values }: OracleRow): boolean {
    switch (kind) {
      case 'reference':
        return name !== 'canned_responses' || isVisible(values, userId);
      case 'customer':
        return customers.has(Number(key));
      case 'conversation':
        if (name === 'conversations') return scopes.has(Number(key));
        return scopes.get(Number(values['conversation_id']))?.scope === 'mine';
      case 'message':
        return messages.has(name === 'messages' ? key : String(values['message_id']));
      default:
        return kind satisfies never;
    }
  }

  const expected = new Map<string, string>();
  for (const table of syncedTables) {
    for (const row of rowsOf(state, table.name))
      if (mustHold(table, row)) expected.set(`${table.name} ${row.key}`, row.image);
  }
  return expected;
}

function rowsOf(state: TenantState, table: SyncedTable['name']): Iterable<OracleRow> {
  return state.get(table)?.values() ?? [];
}

function isVisible(values: OracleRow['values'], userId: number): boolean {
  return values['is_shared'] === true || values['user_id'] === null || values['user_id'] === userId;
}

function isInWindow(message: OracleRow['values'], held: HeldConversation | undefined): boolean {
  if (held?.scope !== 'mine') return false;
  if (held.windowFrom === null) return true;
  const [at, from] = [instantOf(String(message['created_at'])), instantOf(held.windowFrom.createdAt)];
  return at > from || (at === from && Number(message['id']) >= held.windowFrom.id);
}
