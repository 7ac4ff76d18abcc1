import type { StorageUse } from '../../contract/storage.ts';
import type { AttachmentCache } from '../attachments/attachment-cache.ts';
import type { Activity } from './activity.ts';
import type { WindowRequest } from '../history/history.ts';
import { readStorageLimit, writeStorageLimit } from '../storage/limit-file.ts';
import { historyBytes, limitsWithin, planRelief } from '../storage/plan-relief.ts';
import { readStorageFacts } from '../storage/read-storage-facts.ts';
import type { StoragePlaces } from '../storage/read-storage-facts.ts';
import type { Maintenance } from './maintenance.ts';

export interface HousekeepingOptions extends StoragePlaces {
  readonly limitFile: string;
  readonly maintenance: Maintenance;
  readonly activity: Activity;
  readonly attachments: Pick<AttachmentCache, 'keepWithin'>;
  /** Asks the server; false while there is none to ask. */
  readonly askForWindow: (request: WindowRequest) => Promise<boolean>;
}

/** Windows that are given back at a time: the rest when these are gone, and it is known what that brought. */
const mostShrunk = 20;

/**
 * Keeps what an account takes up on this device within what its agent allows (rule S1), in idle time: what is gone is
 * swept up first, and only what still is too much is given back.
 */
export class Housekeeping {
  readonly #options: HousekeepingOptions;
  #done = '';

  constructor(options: HousekeepingOptions) {
    this.#options = options;
  }

  async use(): Promise<StorageUse> {
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

  /** What is too much by that goes in the next idle moment. */
  async allow(bytes: number): Promise<void> {
    await writeStorageLimit(this.#options.limitFile, bytes);
    this.#done = '';
  }

  /** To be called now and then. Does nothing where nothing was done since it was through the last time. */
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
    const { attachments, askForWindow } = this.#options;
    const facts = await readStorageFacts(this.#options);
    const relief = planRelief(facts, limitsWithin(await this.#totalBytes()));
    await attachments.keepWithin(relief.attachmentBytes);
    for (const request of relief.windows.slice(0, mostShrunk)) {
      if (!(await askForWindow(request))) return;
    }
  }

  async #totalBytes(): Promise<number> {
    return await readStorageLimit(this.#options.limitFile);
  }
}
