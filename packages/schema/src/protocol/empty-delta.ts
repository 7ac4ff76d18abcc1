import type { Delta } from './delta.ts';

/** The changes of a delta that changes only the cursor. Spread it into a delta and overwrite what it changes. */
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
