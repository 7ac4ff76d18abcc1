import type { Draft } from '../../contract/drafts.ts';
import type { Journal } from '../journal/journal-file.ts';

interface UnsavedDraft {
  readonly draft: Draft;
  readonly saved: { resolve(): void; reject(error: unknown): void }[];
}

/** Drafts are visible at once and written after a delay, so that not every key press costs an fsync. */
export class DraftStore {
  readonly #journal: Journal;
  readonly #delayMs: number;
  readonly #unsaved = new Map<number, UnsavedDraft>();
  #timer: NodeJS.Timeout | undefined;

  constructor(journal: Journal, delayMs = 150) {
    this.#journal = journal;
    this.#delayMs = delayMs;
  }

  /** The drafts on disk, with unsaved changes applied. */
  all(): ReadonlyMap<number, Draft> {
    const drafts = new Map(this.#journal.state.drafts);
    for (const { draft } of this.#unsaved.values()) {
      if (draft.text === '') drafts.delete(draft.conversationId);
      else drafts.set(draft.conversationId, draft);
    }
    return drafts;
  }

  /** Resolves when this draft, or a later one of its conversation, is on disk. */
  save(draft: Draft): Promise<void> {
    return new Promise((resolve, reject) => {
      const saved = this.#unsaved.get(draft.conversationId)?.saved ?? [];
      this.#unsaved.set(draft.conversationId, { draft, saved: [...saved, { resolve, reject }] });
      this.#timer ??= setTimeout(() => void this.flush(), this.#delayMs);
    });
  }

  /**
   * Removes an unsaved draft because it is being sent as a message or a note; that append ends the draft on disk.
   * @returns a function that restores the draft if sending failed
   */
  take(conversationId: number): () => void {
    const taken = this.#unsaved.get(conversationId);
    this.#unsaved.delete(conversationId);
    for (const { resolve } of taken?.saved.splice(0) ?? []) resolve();
    return () => {
      if (taken === undefined || this.#unsaved.has(conversationId)) return;
      this.#unsaved.set(conversationId, taken);
      this.#timer ??= setTimeout(() => void this.flush(), this.#delayMs);
    };
  }

  /**
   * Writes all unsaved drafts. On failure, rejects the pending `save` calls and keeps the drafts for the next
   * attempt.
   */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = [...this.#unsaved.values()];
    if (batch.length === 0) return;
    try {
      await this.#journal.append(batch.map(({ draft }) => ({ type: 'draft', draft })));
      for (const entry of batch) this.#settle(entry, ({ resolve }) => resolve());
    } catch (error) {
      for (const { saved } of batch) for (const { reject } of saved.splice(0)) reject(error);
    }
  }

  #settle(entry: UnsavedDraft, tell: (waiting: UnsavedDraft['saved'][number]) => void): void {
    const { conversationId } = entry.draft;
    if (this.#unsaved.get(conversationId) === entry) this.#unsaved.delete(conversationId);
    for (const waiting of entry.saved.splice(0)) tell(waiting);
  }
}
