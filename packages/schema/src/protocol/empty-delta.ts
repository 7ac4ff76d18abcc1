import type { Delta } from './delta.ts';

/** The changes of a delta that brings nothing but a cursor; to be spread into one that brings something. */
export const emptyChanges = {
  left: [],
  replaced: [],
  removals: [],
  parts: [],
  copies: [],
  entered: [],
  results: [],
  remaining: 0,
} satisfies Omit<Delta, 'type' | 'batchId' | 'from' | 'to'>;
