import type { Draft } from '../../contract/drafts.ts';
import type { IdRange, JournaledMutation, JournalRecord } from './journal-records.ts';

export interface RefusedMutation {
  readonly mutation: JournaledMutation;
  readonly code: string;
  /** Facts from the server for the agent's decision. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** All data of this device that the server cannot restore. */
export interface JournalState {
  readonly nextMutationId: number;
  /** The replica has the server's results of all mutations up to this id. */
  readonly settledThrough: number;
  /** In the order of their ids, which is the order of the agent's actions. */
  readonly pending: readonly JournaledMutation[];
  readonly refused: readonly RefusedMutation[];
  readonly drafts: ReadonlyMap<number, Draft>;
  readonly idBlocks: readonly IdRange[];
  /** The device that the id blocks are reserved for; null before the first sign-in. */
  readonly deviceId: number | null;
}

export const emptyJournalState: JournalState = {
  nextMutationId: 1,
  settledThrough: 0,
  pending: [],
  refused: [],
  drafts: new Map(),
  idBlocks: [],
  deviceId: null,
};

/** Pure. Returns the state after one more record. */
export function reduceJournal(state: JournalState, record: JournalRecord): JournalState {
  switch (record.type) {
    case 'mutation':
      return {
        ...state,
        nextMutationId: Math.max(state.nextMutationId, record.mutation.id + 1),
        pending: [...state.pending, record.mutation],
        idBlocks: withoutIds(state.idBlocks, record.takenIds),
      };
    case 'settled':
      return {
        ...state,
        nextMutationId: Math.max(state.nextMutationId, record.through + 1),
        settledThrough: Math.max(state.settledThrough, record.through),
        pending: state.pending.filter((mutation) => mutation.id > record.through),
      };
    case 'refused':
      return {
        ...state,
        pending: state.pending.filter((mutation) => mutation.id !== record.mutation.id),
        refused: [
          ...withoutRefused(state, record.mutation.id),
          { mutation: record.mutation, code: record.code, details: record.details },
        ],
      };
    case 'discarded':
      return { ...state, refused: withoutRefused(state, record.mutationId) };
    case 'renumbered':
      return renumbered(state, record.from, record.startingAt);
    case 'draft':
      return { ...state, drafts: withDraft(state.drafts, record.draft) };
    case 'idBlock':
      return { ...state, idBlocks: [...state.idBlocks, record.block] };
    case 'device':
      return {
        ...state,
        deviceId: record.deviceId,
        idBlocks: state.deviceId === null || state.deviceId === record.deviceId ? state.idBlocks : [],
      };
    case 'positions':
      return { ...state, nextMutationId: record.nextMutationId, settledThrough: record.settledThrough };
    default:
      return record satisfies never;
  }
}

/** Returns the shortest list of records that leads from an empty journal to this state. */
export function recordsOf(state: JournalState): readonly JournalRecord[] {
  return [
    ...(state.deviceId === null ? [] : [{ type: 'device' as const, deviceId: state.deviceId }]),
    ...state.pending.map((mutation) => ({ type: 'mutation' as const, mutation, takenIds: [] })),
    ...state.refused.map(({ mutation, code, details }) => ({
      type: 'refused' as const,
      mutation,
      code,
      ...(details === undefined ? {} : { details: { ...details } }),
    })),
    ...[...state.drafts.values()].map((draft) => ({ type: 'draft' as const, draft })),
    ...state.idBlocks.map((block) => ({ type: 'idBlock' as const, block })),
    { type: 'positions', nextMutationId: state.nextMutationId, settledThrough: state.settledThrough },
  ];
}

/** Returns the next `count` unused ids; undefined if the blocks have fewer. */
export function nextRowIds(state: JournalState, count: number): readonly number[] | undefined {
  const ids: number[] = [];
  for (const block of state.idBlocks) {
    for (let id = block.next; id <= block.last && ids.length < count; id += 1) ids.push(id);
  }
  return ids.length === count ? ids : undefined;
}

export function remainingRowIds(state: JournalState): number {
  return state.idBlocks.reduce((sum, block) => sum + block.last - block.next + 1, 0);
}

function renumbered(state: JournalState, from: number, startingAt: number): JournalState {
  const kept = state.pending.filter((mutation) => mutation.id < from);
  const moved = state.pending
    .filter((mutation) => mutation.id >= from)
    .map((mutation, index) => ({ ...mutation, id: startingAt + index }));
  return {
    ...state,
    nextMutationId: startingAt + moved.length,
    settledThrough: Math.min(state.settledThrough, startingAt - 1),
    pending: [...kept, ...moved],
  };
}

function withoutIds(blocks: readonly IdRange[], ids: readonly number[]): readonly IdRange[] {
  if (ids.length === 0) return blocks;
  return blocks
    .map((block) => {
      const used = ids.filter((id) => id >= block.next && id <= block.last);
      return used.length === 0 ? block : { ...block, next: Math.max(...used) + 1 };
    })
    .filter((block) => block.next <= block.last);
}

function withoutRefused(state: JournalState, mutationId: number): readonly RefusedMutation[] {
  return state.refused.filter(({ mutation }) => mutation.id !== mutationId);
}

function withDraft(drafts: ReadonlyMap<number, Draft>, draft: Draft): ReadonlyMap<number, Draft> {
  const next = new Map(drafts);
  if (draft.text === '') next.delete(draft.conversationId);
  else next.set(draft.conversationId, draft);
  return next;
}
