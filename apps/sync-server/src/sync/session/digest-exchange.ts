import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ConversationDigest, ReportDigests, TableDigest } from '@holdfast/schema/protocol/digest';

import { heldLimit } from '@holdfast/schema/protocol/hello';
import type { ReportedDigests } from '../digest/compare-digests.ts';

/** Nothing is added to it: a report begins with a map of its own. Thousands of sessions are never asked. */
const nothingTold = new Map<number, ConversationDigest>();

/** What a replica has told in answer to a request for digests (rule E4), all of it. */
export interface DigestReport extends ReportedDigests {
  readonly oldestPendingMutationId: number | null;
}

/** Gathers the parts of a replica's report. Nothing is taken that was not asked for. */
export class DigestExchange {
  #isAsked = false;
  #conversations: Map<number, ConversationDigest> = nothingTold;
  #tables: TableDigest[] = [];

  /** A request is under way: whatever was told before does not count. */
  ask(): void {
    this.#isAsked = true;
    this.#conversations = new Map();
    this.#tables = [];
  }

  get isWaiting(): boolean {
    return this.#isAsked;
  }

  /**
   * One part; with the last one, the whole report.
   * @throws HoldfastError HF_INVALID_INPUT for what was not asked for, or is too much
   */
  take(part: ReportDigests): DigestReport | null {
    const isTooMuch = this.#conversations.size + part.conversations.length > heldLimit;
    if (!this.#isAsked || isTooMuch) {
      throw new HoldfastError('HF_INVALID_INPUT', {
        details: { reason: isTooMuch ? 'too many digests' : 'no digests were asked for' },
      });
    }
    for (const digest of part.conversations) this.#conversations.set(digest.conversationId, digest);
    this.#tables = part.tables.length > 0 ? part.tables : this.#tables;
    if (!part.isLast) return null;
    this.#isAsked = false;
    const { oldestPendingMutationId } = part;
    return { conversations: this.#conversations, tables: this.#tables, oldestPendingMutationId };
  }
}
