import type { StorageUse } from '../../contract/storage.ts';
import type { AttachmentCache } from '../attachments/attachment-cache.ts';
import type { ActivityMonitor } from './activity.ts';
import type { WindowRequest } from '../history/history.ts';
import { readStorageLimit, writeStorageLimit } from '../storage/limit-file.ts';
import { historyBytes, storageLimitsFor, planEviction } from '../storage/plan-eviction.ts';
import { readStorageFacts } from '../storage/read-storage-facts.ts';
import type { StoragePlaces } from '../storage/read-storage-facts.ts';
import type { Maintenance } from './maintenance.ts';

export interface StorageManagerOptions extends StoragePlaces {
  readonly limitFile: string;
  readonly maintenance: Maintenance;
  readonly activity: ActivityMonitor;
  readonly attachments: Pick<AttachmentCache, 'setLimit'>;
  /** Sends the request to the server. Returns false without a connection. */
  readonly requestWindow: (request: WindowRequest) => Promise<boolean>;
}

/** Maximum number of windows to shrink at a time. The next round measures what that freed. */
const maxShrunkWindows = 20;

/**
 * Keeps the space that an account uses on this device within the agent's limit (rule S1), in idle time. Frees the space
 * of deleted rows first, and evicts only what is still above the limit.
 */
export class StorageManager {
  readonly #options: StorageManagerOptions;
  #done = '';

  constructor(options: StorageManagerOptions) {
    this.#options = options;
  }

  async readUse(): Promise<StorageUse> {
    const facts = await readStorageFacts(this.#options);
    const history = Math.round(historyBytes(facts));
    return {
      limitBytes: await this.#totalBytes(),
      usedBytes: facts.diskBytes + facts.attachmentBytes,
      conversationBytes: Math.max(0, facts.diskBytes - history),
      historyBytes: history,
      attachmentBytes: facts.attachmentBytes,
    };
  }

  /** Sets the limit. Data above it is evicted in the next idle time. */
  async setLimit(bytes: number): Promise<void> {
    await writeStorageLimit(this.#options.limitFile, bytes);
    this.#done = '';
  }

  /** Call at regular intervals. Does nothing if there was no activity since the last completed run. */
  async look(signal: AbortSignal): Promise<void> {
    const { maintenance, activity } = this.#options;
    const moment = `${maintenance.idleness} since ${activity.lastAt}`;
    if (moment === this.#done) return;
    const steps = await maintenance.run(signal);
    if (steps.length > 0 || signal.aborted || maintenance.idleness === 'none') return;
    await this.#relieve();
    this.#done = moment;
  }

  async #relieve(): Promise<void> {
    const { attachments, requestWindow } = this.#options;
    const facts = await readStorageFacts(this.#options);
    const relief = planEviction(facts, storageLimitsFor(await this.#totalBytes()));
    await attachments.setLimit(relief.attachmentBytes);
    for (const request of relief.windows.slice(0, maxShrunkWindows)) {
      if (!(await requestWindow(request))) return;
    }
  }

  async #totalBytes(): Promise<number> {
    return await readStorageLimit(this.#options.limitFile);
  }
}
