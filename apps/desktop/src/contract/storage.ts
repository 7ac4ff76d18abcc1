import { z } from 'zod';

const mebibyte = 1024 * 1024;

/** Storage limits for one account on this device, in bytes. The agent chooses one of these. */
export const storageLimits = [512, 1024, 2048, 5120, 10_240].map((size) => size * mebibyte);
export const defaultStorageLimit = 2048 * mebibyte;

export const setStorageLimitInputSchema = z.object({
  bytes: z
    .number()
    .int()
    .min(Math.min(...storageLimits))
    .max(Math.max(...storageLimits)),
});
export type SetStorageLimitInput = z.input<typeof setStorageLimitInputSchema>;

/** Storage that the account uses on this device, in bytes. */
export interface StorageUse {
  readonly limitBytes: number;
  readonly usedBytes: number;
  /** Conversations as synced, with all their rows. */
  readonly conversationBytes: number;
  /** Older messages, fetched because an agent scrolled back. */
  readonly historyBytes: number;
  readonly attachmentBytes: number;
}
