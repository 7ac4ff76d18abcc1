import type { JournalRecord } from '@holdfast/desktop/replica/journal/journal-records';
import type { JournalState } from '@holdfast/desktop/replica/journal/journal-state';

/**
 * Draws what the journal is to write next: the records of one to three concurrent appends.
 * @param random numbers between 0 and 1
 */
export function generateRecords(
  state: JournalState,
  random: () => number,
): readonly (readonly JournalRecord[])[] {
  const count = 1 + Math.floor(random() * 3);
  let nextId = state.nextMutationId;
  return Array.from({ length: count }, () => {
    const [oldest] = state.pending;
    const [refused] = state.refused;
    switch (Math.floor(random() * 6)) {
      case 0:
        return oldest === undefined ? [draft(random)] : [{ type: 'settled', through: oldest.id }];
      case 1:
        return oldest === undefined
          ? [draft(random)]
          : [
              { type: 'refused', mutation: oldest, code: 'HF_FORBIDDEN' },
              { type: 'settled', through: oldest.id },
            ];
      case 2:
        return refused === undefined
          ? [draft(random)]
          : [{ type: 'discarded', mutationId: refused.mutation.id }];
      case 3:
        return [draft(random)];
      default: {
        const record = mutation(nextId, random);
        nextId += 1;
        return [record, draft(random)];
      }
    }
  });
}

function mutation(id: number, random: () => number): JournalRecord {
  const tail = Math.floor(random() * 2 ** 40)
    .toString(16)
    .padStart(12, '0');
  return {
    type: 'mutation',
    takenIds: [],
    mutation: {
      id,
      uuid: `00000000-0000-4000-8000-${tail}`,
      name: 'sendMessage',
      version: 1,
      args: { content: 'ä€😀'.repeat(1 + Math.floor(random() * 20)) },
      composedAt: '2026-11-22T10:00:00.000Z',
    },
  };
}

function draft(random: () => number): JournalRecord {
  return {
    type: 'draft',
    draft: {
      conversationId: 1 + Math.floor(random() * 3),
      mode: 'reply',
      text: random() < 0.2 ? '' : 'half a sentence '.repeat(1 + Math.floor(random() * 4)),
      cannedResponseId: null,
      updatedAt: '2026-11-22T10:00:00.000Z',
    },
  };
}
