import { smallestWindowSize, windowSize } from '@holdfast/schema/domain/scope';

/** What one part may take up, and all together. */
export interface StorageLimits {
  readonly totalBytes: number;
  readonly historyBytes: number;
  readonly attachmentBytes: number;
}

/** One conversation that is held whole. */
export interface HeldWindow {
  readonly conversationId: number;
  readonly messages: number;
  /** Milliseconds since 1970; 0 for one that was never opened on this device. */
  readonly openedAt: number;
}

export interface StorageFacts {
  /** Without what will be given back when it is swept up. */
  readonly databaseBytes: number;
  readonly attachmentBytes: number;
  /** What a message takes up on average, with all that hangs on it. */
  readonly bytesPerMessage: number;
  readonly windows: readonly HeldWindow[];
}

export interface Relief {
  /** How many messages of which conversations are to be held from now on. */
  readonly windows: readonly { readonly conversationId: number; readonly messages: number }[];
  /** What attachments may take up from now on. */
  readonly attachmentBytes: number;
}

/**
 * Each part has its share of the whole. Older history and attachments come back when they are asked for, so neither
 * keeps the other out.
 */
export function limitsWithin(totalBytes: number): StorageLimits {
  return { totalBytes, historyBytes: totalBytes / 4, attachmentBytes: totalBytes / 4 };
}

/**
 * Pure: what must go so that the limits are kept. Older history goes first, then attachments, then the older messages of
 * conversations; in each, what was opened longest ago. What is queued and what is drafted takes up no room here.
 */
export function planRelief(facts: StorageFacts, limits: StorageLimits): Relief {
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
  shrink(smallestWindowSize, () => databaseBytes - freed() - limits.totalBytes);
  return {
    windows: [...wanted].map(([conversationId, messages]) => ({ conversationId, messages })),
    attachmentBytes: Math.min(limits.attachmentBytes, roomForAttachments),
  };
}

/** What was fetched beyond the windows that conversations come with. */
export function historyBytes({ windows, bytesPerMessage }: StorageFacts): number {
  return windows.reduce((sum, { messages }) => sum + Math.max(0, messages - windowSize), 0) * bytesPerMessage;
}
