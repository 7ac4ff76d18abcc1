/** Number of ids in one block. A device requests the next block when half of its current block is left. */
export const idBlockSize = 4096;

/** First id of the first block. Ids below come from the tenant's sequence. */
export const firstBlockId = 2 ** 40;

/** Consecutive ids reserved for one device, from `firstId` to `firstId + size - 1`. */
export interface IdBlock {
  readonly firstId: number;
  readonly size: number;
}

/**
 * Checks whether an id lies in one of the given blocks.
 * @param id the id of a row that a device created
 * @param blocks the blocks of the device
 * @returns true if one of the blocks contains the id
 */
export function isInBlocks(id: number, blocks: readonly IdBlock[]): boolean {
  return blocks.some((block) => id >= block.firstId && id < block.firstId + block.size);
}
