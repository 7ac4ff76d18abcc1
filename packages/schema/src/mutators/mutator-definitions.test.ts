import { expect, test } from 'vitest';
import { maxMessageLength } from '../domain/message.ts';
import type { AnyAction } from './action.ts';
import { actionNames, actions } from './actions.ts';
import type { ActionName } from './actions.ts';
import type { AnyMutator } from './mutator.ts';
import { mutatorNames, mutators, prepareMutation } from './registry.ts';

const conversationId = 7;

/** The minimal input of each action, and the arguments that result. */
const examples: Readonly<Record<ActionName, readonly [input: object, args: object]>> = {
  sendMessage: [{ text: 'Hi' }, { messageId: 101, content: 'Hi', cannedResponseId: null, basis: null }],
  addNote: [{ text: 'Hi' }, { noteId: 101, content: 'Hi', isPinned: false }],
  editNote: [
    { noteId: 3, text: 'Hi', previousText: 'Ho' },
    { noteId: 3, content: 'Hi', previousContent: 'Ho', secondVersionId: 101 },
  ],
  pinNote: [{ noteId: 3 }, { noteId: 3 }],
  unpinNote: [{ noteId: 3 }, { noteId: 3 }],
  addTag: [{ tagId: 5 }, { tagId: 5 }],
  removeTag: [{ tagId: 5 }, { tagId: 5 }],
  setStatus: [{ status: 'open' }, { status: 'open', snoozedUntil: null }],
  setPriority: [{ priority: 'high' }, { priority: 'high' }],
  claim: [{}, { assignmentId: 101 }],
  transfer: [
    { toUserId: 2 },
    { fromUserId: 1, toUserId: 2, reason: null, transferId: 101, assignmentId: 102 },
  ],
  markRead: [{}, { readUntil: '2026-11-20T10:00:00Z' }],
};

test.each(actionNames)('the input of %s results in valid arguments', (name) => {
  const action: AnyAction = actions[name];
  const [input, expected] = examples[name];
  const given = action.argsOf(action.input.parse({ conversationId, ...input }), {
    replyBasis: null,
    assignee: 1,
    readPosition: '2026-11-20T10:00:00Z',
  });
  const newIds = Object.fromEntries(action.newIds.map((key, index) => [key, 101 + index]));
  const prepared = prepareMutation({ name, version: action.version, args: { ...given, ...newIds } });
  expect(prepared.args).toEqual({ conversationId, ...expected });
  expect(prepared.conversationId).toBe(conversationId);
  expect(prepared.newIds).toEqual(action.newIds.map((_, index) => 101 + index));
});

test('M5 the input of an action has the same limits as its arguments', () => {
  const written = { conversationId, noteId: 3, previousText: '', text: 'x'.repeat(maxMessageLength) };
  for (const name of ['sendMessage', 'addNote', 'editNote'] as const) {
    const { input }: AnyAction = actions[name];
    expect(input.safeParse(written).success).toBe(true);
    expect(input.safeParse({ ...written, text: `${written.text}x` }).success).toBe(false);
    expect(input.safeParse({ ...written, text: ' ' }).success).toBe(false);
  }
});

test('M5 marking a read conversation as read creates no mutation', () => {
  const action: AnyAction = actions.markRead;
  expect(
    action.argsOf({ conversationId }, { replyBasis: null, assignee: null, readPosition: null }),
  ).toBeNull();
});

test('a quiet mutation carries no text by the agent, because the agent does not see its refusal', () => {
  const quiet = mutatorNames.map((name): AnyMutator => mutators[name]).filter(({ isQuiet }) => isQuiet);
  expect(quiet.map(({ name }) => name)).toEqual(['markRead', 'useCannedResponse']);
  expect(quiet.filter(({ writes }) => writes !== undefined)).toEqual([]);
});

test('M5 pinning and unpinning require the same rights as adding a note', () => {
  expect([mutators.pinNote.rights, mutators.unpinNote.rights]).toEqual(
    Array.from({ length: 2 }, () => mutators.addNote.rights),
  );
});
