import { z } from 'zod';

const mebibyte = 1024 * 1024;

/** What this device may hold of an account, in bytes; the agent chooses among these. */
export const storageLimits = [512, 1024, 2048, 5120, 10_240].map((size) => size * mebibyte);
export const usualStorageLimit = 2048 * mebibyte;

export const setStorageLimitInputSchema = z.object({
  bytes: z
    .number()
    .int()
    .min(Math.min(...storageLimits))
    .max(Math.max(...storageLimits)),
});
export type SetStorageLimitInput = z.input<typeof setStorageLimitInputSchema>;

/** How much of this device the account takes up, in bytes. */
export interface StorageUse {
  readonly limitBytes: number;
  readonly usedBytes: number;
  /** Conversations as they come, and everything that goes with them. */
  readonly conversationBytes: number;
  /** Messages that were fetched because somebody read further back. */
  readonly historyBytes: number;
  readonly attachmentBytes: number;
}
