/** A session's request for an admission slot. */
export interface AdmissionTicket {
  readonly isAdmitted: boolean;
  /** Number of sessions before this one, including the admitted ones. */
  readonly ahead: number;
  /** Releases the slot, or cancels the request for one. */
  release(): void;
}

interface Entry {
  readonly onChange: () => void;
}

/** Limits the concurrent first syncs of this process (rule D4), so that live sessions stay fast. */
export class FirstSyncAdmission {
  readonly #places: number;
  /** In the order of the requests. The first ones have a slot. */
  readonly #entries: Entry[] = [];
  readonly #onChange: (admission: FirstSyncAdmission) => void;

  constructor(slots: number, onChange: (admission: FirstSyncAdmission) => void = () => undefined) {
    this.#places = slots;
    this.#onChange = onChange;
  }

  get running(): number {
    return Math.min(this.#entries.length, this.#places);
  }

  get waiting(): number {
    return this.#entries.length - this.running;
  }

  /** @param onChange called whenever the ticket's place in the queue changes */
  request(onChange: () => void): AdmissionTicket {
    const entries = this.#entries;
    const slots = this.#places;
    const entry: Entry = { onChange };
    entries.push(entry);
    this.#onChange(this);
    return {
      get isAdmitted() {
        const index = entries.indexOf(entry);
        return index !== -1 && index < slots;
      },
      get ahead() {
        return Math.max(0, entries.indexOf(entry));
      },
      release: () => {
        const index = entries.indexOf(entry);
        if (index === -1) return;
        entries.splice(index, 1);
        this.#onChange(this);
        for (const next of entries.slice(index)) next.onChange();
      },
    };
  }
}
