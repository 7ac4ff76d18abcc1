import fc from 'fast-check';
import { conversationPriorities, conversationStatuses } from '@holdfast/schema/domain/conversation';
import { agent, colleague } from './test-rows.ts';

// Few rows, so that both sides often change the same one.
const conversation = fc.constantFrom(1, 1, 1, 2);
const tag = fc.constantFrom(5, 5, 6);
const assignee = fc.constantFrom(null, agent.id, colleague.id);
const status = fc.constantFrom('open' as const, 'pending' as const, 'resolved' as const);
const priority = fc.constantFrom(...conversationPriorities);
const known = fc.boolean();

/** Actions of the agent: every mutator, also if the rows do not permit it. */
const agentCommand = fc.oneof(
  fc.record({ by: fc.constant('agent' as const), type: fc.constant('sendMessage' as const), conversation }),
  fc.record({ by: fc.constant('agent' as const), type: fc.constant('addNote' as const), conversation }),
  fc.record({
    by: fc.constant('agent' as const),
    type: fc.constant('editNote' as const),
    conversation,
    known,
  }),
  fc.record({ by: fc.constant('agent' as const), type: fc.constant('pinNote' as const), conversation }),
  fc.record({ by: fc.constant('agent' as const), type: fc.constant('unpinNote' as const), conversation }),
  fc.record({ by: fc.constant('agent' as const), type: fc.constant('addTag' as const), conversation, tag }),
  fc.record({
    by: fc.constant('agent' as const),
    type: fc.constant('removeTag' as const),
    conversation,
    tag,
  }),
  fc.record({
    by: fc.constant('agent' as const),
    type: fc.constant('setStatus' as const),
    conversation,
    status,
  }),
  fc.record({
    by: fc.constant('agent' as const),
    type: fc.constant('setPriority' as const),
    conversation,
    priority,
  }),
  fc.record({ by: fc.constant('agent' as const), type: fc.constant('claim' as const), conversation }),
  fc.record({
    by: fc.constant('agent' as const),
    type: fc.constant('transfer' as const),
    conversation,
    from: assignee,
  }),
  fc.record({ by: fc.constant('agent' as const), type: fc.constant('markRead' as const), conversation }),
  fc.record({ by: fc.constant('agent' as const), type: fc.constant('useCannedResponse' as const) }),
);

/** Changes by the server: each kind of change, and results of queued mutations. */
const serverCommand = fc.oneof(
  fc.record({
    by: fc.constant('server' as const),
    type: fc.constant('conversationChanged' as const),
    conversation,
    status: fc.constantFrom(...conversationStatuses),
    assignee,
    priority,
  }),
  fc.record({ by: fc.constant('server' as const), type: fc.constant('said' as const), conversation }),
  fc.record({ by: fc.constant('server' as const), type: fc.constant('tagged' as const), conversation, tag }),
  fc.record({
    by: fc.constant('server' as const),
    type: fc.constant('untagged' as const),
    conversation,
    tag,
  }),
  fc.record({ by: fc.constant('server' as const), type: fc.constant('tagGone' as const), tag }),
  fc.record({ by: fc.constant('server' as const), type: fc.constant('tagBack' as const), tag }),
  fc.record({
    by: fc.constant('server' as const),
    type: fc.constant('colleagueSet' as const),
    isActive: known,
  }),
  fc.record({ by: fc.constant('server' as const), type: fc.constant('cannedGone' as const) }),
  fc.record({
    by: fc.constant('server' as const),
    type: fc.constant('cannedSet' as const),
    count: fc.nat(9),
  }),
  fc.record({
    by: fc.constant('server' as const),
    type: fc.constant('noteSet' as const),
    conversation,
    text: fc.constantFrom('one', 'two'),
  }),
  fc.record({ by: fc.constant('server' as const), type: fc.constant('noteGone' as const), conversation }),
  fc.record({ by: fc.constant('server' as const), type: fc.constant('assigned' as const), conversation }),
  fc.record({ by: fc.constant('server' as const), type: fc.constant('messageGone' as const), conversation }),
  fc.record({ by: fc.constant('server' as const), type: fc.constant('left' as const), conversation }),
  fc.record({
    by: fc.constant('server' as const),
    type: fc.constant('entered' as const),
    conversation,
    scope: fc.constantFrom('mine' as const, 'queue' as const, 'header' as const),
    how: fc.constantFrom('rows' as const, 'copies' as const),
  }),
  fc.record({ by: fc.constant('server' as const), type: fc.constant('shrunk' as const), conversation }),
  fc.record({
    by: fc.constant('server' as const),
    type: fc.constant('replaced' as const),
    table: fc.constantFrom('users' as const, 'conversation_tags' as const, 'canned_responses' as const),
    how: fc.constantFrom('rows' as const, 'copies' as const),
  }),
  fc.record({
    by: fc.constant('server' as const),
    type: fc.constant('answered' as const),
    count: fc.integer({ min: 1, max: 3 }),
    refuse: fc.boolean(),
  }),
);

/** A command to a replica, of the agent or the server. */
export const rebaseCommand = fc.oneof(agentCommand, serverCommand);

export type RebaseAgentCommand = typeof agentCommand extends fc.Arbitrary<infer Value> ? Value : never;
export type RebaseServerCommand = typeof serverCommand extends fc.Arbitrary<infer Value> ? Value : never;
