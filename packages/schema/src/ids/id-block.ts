/** Ids in one block. A device refills when half of a block is left. */
export const idBlockSize = 4096;

/** Where the blocks begin: below, ids come from the tenant's own sequence. */
export const firstBlockId = 2 ** 40;

/** Consecutive ids that one device may give to the rows it makes, `firstId` included. */
export interface IdBlock {
  readonly firstId: number;
  readonly size: number;
}

/**
 * Whether an id is out of one of these blocks.
 * @param id the id of a row made on a device
 * @param blocks the blocks that the device was given
 */
export function isInBlocks(id: number, blocks: readonly IdBlock[]): boolean {
  return blocks.some((block) => id >= block.firstId && id < block.firstId + block.size);
}
