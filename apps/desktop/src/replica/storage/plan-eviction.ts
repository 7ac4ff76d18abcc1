import { minWindowSize, windowSize } from '@holdfast/schema/domain/scope';

/** The limit of each part, and of all together. */
export interface StorageLimits {
  readonly totalBytes: number;
  readonly historyBytes: number;
  readonly attachmentBytes: number;
}

/** One conversation in scope `mine`. */
export interface HeldWindow {
  readonly conversationId: number;
  readonly messages: number;
  /** Milliseconds since 1970; 0 if it was never opened on this device. */
  readonly openedAt: number;
}

export interface StorageFacts {
  /** Without the space that a vacuum can reclaim. */
  readonly databaseBytes: number;
  readonly attachmentBytes: number;
  /** Average size of a message with its attachments' rows and other dependent rows. */
  readonly bytesPerMessage: number;
  readonly windows: readonly HeldWindow[];
}

export interface EvictionPlan {
  /** New window sizes: the number of messages to hold from now on. */
  readonly windows: readonly { readonly conversationId: number; readonly messages: number }[];
  /** New limit of the attachment cache. */
  readonly attachmentBytes: number;
}

/**
 * A quarter of the limit each for older history and for attachments. Both are loaded again on demand, so neither can
 * displace the other.
 */
export function storageLimitsFor(totalBytes: number): StorageLimits {
  return { totalBytes, historyBytes: totalBytes / 4, attachmentBytes: totalBytes / 4 };
}

/**
 * Pure. Returns what to evict so that the limits are kept: first older history, then attachments, then the older
 * messages of windows; in each, the least recently opened first. Queued mutations and drafts are not evicted.
 */
export function planEviction(facts: StorageFacts, limits: StorageLimits): EvictionPlan {
  const { bytesPerMessage, databaseBytes } = facts;
  const oldestFirst = [...facts.windows].sort((a, b) => a.openedAt - b.openedAt);
  const wanted = new Map<number, number>();
  const shrink = (size: number, excess: () => number) => {
    for (const { conversationId, messages } of oldestFirst) {
      const now = wanted.get(conversationId) ?? messages;
      if (excess() <= 0) return;
      if (now > size) wanted.set(conversationId, size);
    }
  };
  const freed = () =>
    oldestFirst.reduce(
      (sum, { conversationId, messages }) => sum + messages - (wanted.get(conversationId) ?? messages),
      0,
    ) * bytesPerMessage;

  shrink(windowSize, () => historyBytes(facts) - freed() - limits.historyBytes);
  const attachments = Math.min(facts.attachmentBytes, limits.attachmentBytes);
  shrink(windowSize, () => databaseBytes - freed() + attachments - limits.totalBytes);
  const roomForAttachments = Math.max(0, limits.totalBytes - (databaseBytes - freed()));
  shrink(minWindowSize, () => databaseBytes - freed() - limits.totalBytes);
  return {
    windows: [...wanted].map(([conversationId, messages]) => ({ conversationId, messages })),
    attachmentBytes: Math.min(limits.attachmentBytes, roomForAttachments),
  };
}

/** Bytes of the messages beyond the default window size. */
export function historyBytes({ windows, bytesPerMessage }: StorageFacts): number {
  return windows.reduce((sum, { messages }) => sum + Math.max(0, messages - windowSize), 0) * bytesPerMessage;
}
