import { prepareMutation } from '@holdfast/schema/mutators/registry';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { JournaledMutation } from '@holdfast/desktop/replica/journal/journal-records';
import type { LocalReplica } from './local-replica.ts';
import type { RebaseServerCommand } from './rebase-commands.ts';
import {
  agent,
  assignmentRow,
  cannedResponseRow,
  colleague,
  conversationRow,
  customerRow,
  held,
  messageRow,
  noteRow,
  tagRow,
  taggingRow,
  userRow,
} from './test-rows.ts';
import type { TestDelta } from './test-rows.ts';

type Change = Omit<TestDelta, 'from' | 'to'>;
type Rows = NonNullable<TestDelta['rows']>;

/** Id of the next message or assignment that the server creates. */
let nextRowId = 5000;

/**
 * Acts as the server: returns the change that it would send to a replica with the contents of `listening`, or null if
 * it would send none. `queued` are the mutations without a result, oldest first.
 */
export async function serverChange(
  command: RebaseServerCommand,
  listening: LocalReplica,
  queued: readonly JournaledMutation[],
): Promise<Change | null> {
  switch (command.type) {
    case 'tagGone':
      return { removals: [{ table: 'conversation_tags', rowId: command.tag, conversationId: null }] };
    case 'tagBack':
      return { rows: { conversation_tags: [tagRow(command.tag, `tag ${command.tag}`)] } };
    case 'colleagueSet':
      return { rows: { users: [userRow(colleague, { is_active: command.isActive })] } };
    case 'cannedGone':
      return { removals: [{ table: 'canned_responses', rowId: 8, conversationId: null }] };
    case 'cannedSet':
      return { rows: { canned_responses: [cannedResponseRow(8, command.count)] } };
    case 'replaced':
      return { replaced: [command.table], [command.how]: { [command.table]: whole[command.table] } };
    case 'answered':
      return await settle(listening, queued.slice(0, command.count), command.refuse);
    case 'entered':
      return await enter(listening, command);
    default:
      return (await isWhole(listening, command.conversation)) ? changeInside(command) : null;
  }
}

/** A change in a conversation that the replica holds whole. */
function changeInside(
  command: Exclude<
    RebaseServerCommand,
    {
      type:
        | 'tagGone'
        | 'tagBack'
        | 'colleagueSet'
        | 'cannedGone'
        | 'cannedSet'
        | 'replaced'
        | 'answered'
        | 'entered';
    }
  >,
): Change {
  const { conversation: conversationId } = command;
  switch (command.type) {
    case 'conversationChanged': {
      const { status, assignee, priority } = command;
      const fields = { status, assigned_to: assignee, priority };
      return { rows: { conversations: [conversationRow(conversationId, fields)] } };
    }
    case 'said':
      return { rows: { messages: [messageRow(nextRowId++, conversationId)] } };
    case 'tagged':
      return { rows: { conversation_tag: [taggingRow(conversationId, command.tag)] } };
    case 'untagged':
      return { removals: [{ table: 'conversation_tag', rowId: command.tag, conversationId }] };
    case 'noteSet':
      return { rows: { conversation_notes: [noteRow(3000 + conversationId, conversationId, command.text)] } };
    case 'noteGone':
      return { removals: [{ table: 'conversation_notes', rowId: 3000 + conversationId, conversationId }] };
    case 'assigned':
      return {
        rows: { conversation_assignments: [assignmentRow(nextRowId++, conversationId, colleague.id)] },
      };
    case 'messageGone':
      return { removals: [{ table: 'messages', rowId: 1000 + conversationId, conversationId }] };
    case 'left':
      return { left: [conversationId] };
    case 'shrunk': {
      const windowFrom = { createdAt: '2026-11-20T10:00:00.123456Z', id: nextRowId };
      return { entered: [{ conversationId, scope: 'mine', windowFrom }] };
    }
    default:
      return command satisfies never;
  }
}

/** A conversation that enters again replaces its rows in the same delta. */
async function enter(
  listening: LocalReplica,
  { conversation: id, scope, how }: Extract<RebaseServerCommand, { type: 'entered' }>,
): Promise<Change> {
  const wasHeld = (await listening.count(`held_conversations where conversation_id = ${id}`)) > 0;
  const fields = scope === 'queue' ? { assigned_to: null, status: 'new' } : {};
  const rows: Rows = {
    customers: [customerRow(100 + id, `Customer ${id}`)],
    conversations: [conversationRow(id, fields)],
    ...(scope === 'mine'
      ? { messages: [messageRow(1000 + id, id)], conversation_notes: [noteRow(3000 + id, id, 'one')] }
      : {}),
  };
  // Never copied: the replica can already hold the customer for another conversation.
  const { customers = [], ...others } = rows;
  return {
    left: wasHeld ? [id] : [],
    rows: how === 'rows' ? rows : { customers },
    copies: how === 'copies' ? others : {},
    entered: [held(id, scope)],
  };
}

/** Returns results for the oldest mutations, and the message rows of the applied replies. */
async function settle(
  listening: LocalReplica,
  mutations: readonly JournaledMutation[],
  refuse: boolean,
): Promise<Change> {
  const messages = [];
  for (const mutation of mutations) {
    const { name, conversationId, newIds } = prepareMutation(mutation);
    if (refuse || name !== 'sendMessage' || conversationId === null) continue;
    if (!(await isWhole(listening, conversationId))) continue;
    for (const id of newIds) messages.push(messageRow(id, conversationId, { direction: 'outbound' }));
  }
  return {
    rows: { messages },
    results: mutations.map(({ id, uuid, name }) => ({
      mutationId: id,
      uuid,
      name,
      outcome: refuse ? 'refused' : 'applied',
      code: refuse ? 'HF_FORBIDDEN' : null,
      details: {},
    })),
  };
}

async function isWhole(listening: LocalReplica, conversationId: number): Promise<boolean> {
  const isHeld = `held_conversations where scope = 'mine' and conversation_id = ${conversationId}`;
  return (await listening.count(isHeld)) > 0;
}

const whole = {
  users: [userRow(agent), userRow(colleague)],
  conversation_tags: [tagRow(5, 'urgent')],
  canned_responses: [cannedResponseRow(8, 3)],
} satisfies Partial<Record<SyncedTableName, unknown>>;
