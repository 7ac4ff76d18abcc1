import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ConversationDigest, ReportDigests, TableDigest } from '@holdfast/schema/protocol/digest';

import { heldLimit } from '@holdfast/schema/protocol/hello';
import type { ReportedDigests } from '../digest/compare-digests.ts';

/** Shared and never written to: most sessions never report digests, so they need no map of their own. */
const emptyReport = new Map<number, ConversationDigest>();

/** All parts of a replica's reply to `digestRequest` (rule E4). */
export interface CompleteDigestReport extends ReportedDigests {
  readonly oldestPendingMutationId: number | null;
}

/** Collects the parts of a replica's digest report. Parts that were not requested are refused. */
export class DigestReportCollector {
  #isAsked = false;
  #conversations: Map<number, ConversationDigest> = emptyReport;
  #tables: TableDigest[] = [];

  /** Begins a report. Parts of an earlier one are dropped. */
  begin(): void {
    this.#isAsked = true;
    this.#conversations = new Map();
    this.#tables = [];
  }

  get isWaiting(): boolean {
    return this.#isAsked;
  }

  /**
   * Adds one part. Returns the complete report with the last part, otherwise null.
   * @throws HoldfastError HF_INVALID_INPUT if no report was requested, or if it has more than 100,000 conversations
   */
  add(part: ReportDigests): CompleteDigestReport | null {
    const isTooMuch = this.#conversations.size + part.conversations.length > heldLimit;
    if (!this.#isAsked || isTooMuch) {
      throw new HoldfastError('HF_INVALID_INPUT', {
        details: { reason: isTooMuch ? 'too many digests' : 'no digests were requested' },
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
