import type { MutatorName } from '@holdfast/schema/mutators/registry';
import type { AgentCommand } from '@holdfast/testkit/model/agent-command';

import { actionsOf } from '@holdfast/desktop/replica/actions/agent-actions';
import type { Replica } from '@holdfast/desktop/replica/replica/replica';
import { readActionFacts } from '@holdfast/desktop/replica/account/read-action-facts';
import { readReplyBasis } from '@holdfast/desktop/replica/actions/read-reply-basis';
import type { Action } from '@holdfast/desktop/replica/actions/run-mutations';

/** A mutation that is in the journal and must be executed once. */
export interface Queued {
  readonly uuid: string;
  readonly name: MutatorName;
}

/** `nothing`: no suitable row exists, or the replica refused the action. */
export type Performed =
  | { readonly type: 'queued'; readonly mutations: readonly Queued[] }
  | { readonly type: 'nothing'; readonly code: string };

interface Row {
  readonly id: number;
}

/** Executes an agent's command at a replica, on the rows that it holds. */
export async function performAction(
  account: Replica,
  command: AgentCommand,
  isLive: boolean,
): Promise<Performed> {
  try {
    const actions = await planOf(account, command, isLive);
    if (actions.length === 0) return { type: 'nothing', code: 'no rows' };
    const { mutations } = await account.act(actions);
    return {
      type: 'queued',
      mutations: mutations.map(({ uuid, name }) => ({ uuid, name: name as MutatorName })),
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null || !code.startsWith('HF_')) throw error;
    return { type: 'nothing', code };
  }
}

async function planOf(account: Replica, command: AgentCommand, isLive: boolean): Promise<readonly Action[]> {
  const { database } = account;
  const { kind, choice, other, text } = command;
  const pick = async (text: string, at = choice) => {
    const rows = await database.rows<Row>(text);
    return rows[Math.floor(at * rows.length)]?.id;
  };
  const ofScope = (scope: 'mine' | 'queue') =>
    pick(`select conversation_id as id from held_conversations where scope = '${scope}' order by 1`);

  if (kind === 'offline' || kind === 'online' || kind === 'readOlder') return [];
  if (kind === 'useCannedResponse') {
    const cannedResponseId = await pick('select id from canned_responses order by id');
    if (cannedResponseId === undefined) return [];
    return [{ name: 'useCannedResponse', newIds: 0, args: () => ({ cannedResponseId }) }];
  }
  const conversationId = await ofScope(kind === 'claim' ? 'queue' : 'mine');
  if (conversationId === undefined) return [];
  switch (kind) {
    case 'send': {
      const replyBasis = await readReplyBasis(database, conversationId, isLive);
      return actionsOf('sendMessage', { conversationId, text, cannedResponseId: null }, { replyBasis });
    }
    case 'note':
      return actionsOf('addNote', { conversationId, text, isPinned: false }, {});
    case 'addTag':
    case 'removeTag': {
      const tagId = await pick('select id from conversation_tags order by id', other);
      return tagId === undefined ? [] : actionsOf(kind, { conversationId, tagId }, {});
    }
    case 'status': {
      const status = (['open', 'pending', 'resolved'] as const)[Math.floor(other * 3)] ?? 'open';
      return actionsOf('setStatus', { conversationId, status, snoozedUntil: null }, {});
    }
    case 'claim':
      return actionsOf('claim', { conversationId }, {});
    case 'transfer': {
      const toUserId = await pick('select id from users where is_active order by id', other);
      if (toUserId === undefined) return [];
      const source = { database, userId: account.userId, isLive };
      const facts = await readActionFacts(['assignee'], source, conversationId);
      return actionsOf('transfer', { conversationId, toUserId, reason: null }, facts);
    }
    case 'markRead': {
      const [newest] = await database.rows<{ at: string }>(
        `select to_json(max(created_at)) #>> '{}' as at from messages where conversation_id = $1`,
        [conversationId],
      );
      return actionsOf('markRead', { conversationId }, { readPosition: newest?.at ?? null });
    }
    default:
      return kind satisfies never;
  }
}
