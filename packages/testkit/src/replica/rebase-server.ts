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

/** Each message and assignment that a server makes up is a new one. */
let nextRowId = 5000;

/**
 * Plays the server: the change that it would tell a replica that holds what `listening` holds, or null where it would tell
 * none. `queued` is what has not been answered, oldest first.
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
      return await answer(listening, queued.slice(0, command.count), command.refuse);
    case 'entered':
      return await enter(listening, command);
    default:
      return (await isWhole(listening, command.conversation)) ? changeInside(command) : null;
  }
}

/** A change inside of a conversation that the replica holds with its messages. */
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

/** What comes in anew takes the place of what was there, in the same delta. */
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
  // A customer may be here for another conversation: never copied over.
  const { customers = [], ...others } = rows;
  return {
    left: wasHeld ? [id] : [],
    rows: how === 'rows' ? rows : { customers },
    copies: how === 'copies' ? others : {},
    entered: [held(id, scope)],
  };
}

/** Deals with the oldest mutations; of the replies that it accepts it sends the rows. */
async function answer(
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
