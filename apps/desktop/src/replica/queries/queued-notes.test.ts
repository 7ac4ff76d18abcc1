import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TimelineNote } from '../../contract/timeline.ts';
import { actionsOf } from '../actions/agent-actions.ts';
import { RemotePresence } from '../presence/remote-presence.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { agent, cursor, delta, firstDelta, noteRow } from '@holdfast/testkit/replica/test-rows';
import { conversationTimeline } from './conversation-timeline.ts';

// Real databases on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const note = { conversationId: 1, noteId: 3001 };
let replica: LocalReplica;

beforeEach(async () => {
  replica = await LocalReplica.open();
  await replica.apply(firstDelta([1]));
  await replica.apply(
    delta({ from: cursor(1), to: cursor(2), rows: { conversation_notes: [noteRow(3001, 1, 'Ask first')] } }),
  );
});
afterEach(() => replica[Symbol.asyncDispose]());

async function notes(): Promise<readonly TimelineNote[]> {
  const { database } = replica;
  const context = { database, userId: agent.id, drafts: new Map(), presence: new RemotePresence() };
  const { result } = await conversationTimeline(context, { id: 1, limit: 50 });
  return result.items.filter((item) => item.kind === 'note');
}

test('M5 a note is pinned while offline: at once, queued, and still so after a restart', async () => {
  expect(await notes()).toMatchObject([{ isPinned: false, queued: false }]);
  await replica.act(...actionsOf('pinNote', note, {}));
  expect(await notes()).toMatchObject([{ isPinned: true, queued: true, mutationId: 1 }]);
  await replica.reopen();
  expect(await notes()).toMatchObject([{ isPinned: true, queued: true, mutationId: 1 }]);
  await replica.act(...actionsOf('unpinNote', note, {}));
  expect(await notes()).toMatchObject([{ isPinned: false, queued: true, mutationId: 2 }]);
});

test('M4 a pin is redone over the server’s newer text, and stands when the server has confirmed it', async () => {
  await replica.act(...actionsOf('pinNote', note, {}));
  const edited = noteRow(3001, 1, 'Ask Mia first');
  await replica.apply(delta({ from: cursor(2), to: cursor(3), rows: { conversation_notes: [edited] } }));
  expect(await notes()).toMatchObject([{ text: 'Ask Mia first', isPinned: true, queued: true }]);
  const [pin] = replica.journal.state.pending;
  const result = { mutationId: 1, uuid: pin?.uuid ?? '', name: 'pinNote', outcome: 'applied' as const };
  await replica.apply(
    delta({
      from: cursor(3),
      to: cursor(4),
      rows: { conversation_notes: [{ ...edited, is_pinned: true }] },
      results: [{ ...result, code: null, details: {} }],
    }),
  );
  expect(await notes()).toMatchObject([{ isPinned: true, queued: false, mutationId: null }]);
});

test('M3 a note that is not here is refused on the spot and nothing is queued', async () => {
  await expect(replica.act(...actionsOf('pinNote', { ...note, noteId: 1 }, {}))).rejects.toMatchObject({
    code: 'HF_NOTE_UNKNOWN',
  });
  expect(replica.journal.state.pending).toEqual([]);
});

test('a note that several queued mutations change stands once in the timeline', async () => {
  await replica.act(...actionsOf('addNote', { conversationId: 1, text: 'New', isPinned: false }, {}));
  const added = (await notes()).find(({ text }) => text === 'New');
  if (added === undefined) throw new Error('The note is not there.');
  const changed = { conversationId: 1, noteId: added.id };
  await replica.act(
    ...actionsOf('editNote', { ...changed, text: 'Newer', previousText: 'New' }, {}),
    ...actionsOf('pinNote', changed, {}),
  );
  expect((await notes()).filter(({ id }) => id === added.id)).toMatchObject([
    { text: 'Newer', isPinned: true, queued: true, mutationId: 3 },
  ]);
});
