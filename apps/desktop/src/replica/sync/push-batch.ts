import { pushLimit } from '@holdfast/schema/protocol/push';
import type { Mutation } from '@holdfast/schema/protocol/push';

/** The server accepts frames of up to 1 MiB. This leaves room for the overhead of JSON and tRPC. */
const maxBatchBytes = 256 * 1024;

/** Pure. Returns the next mutations to push, in order, as many as fit one call; at least one if there is any. */
export function nextBatch(pending: readonly Mutation[], pushedThrough: number): readonly Mutation[] {
  const batch: Mutation[] = [];
  let bytes = 0;
  for (const mutation of pending) {
    if (mutation.id <= pushedThrough) continue;
    bytes += JSON.stringify(mutation).length * 2;
    if (batch.length === pushLimit || (batch.length > 0 && bytes > maxBatchBytes)) break;
    batch.push(mutation);
  }
  return batch;
}
