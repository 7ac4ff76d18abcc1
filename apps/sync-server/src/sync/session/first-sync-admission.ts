/** A session's wish to be brought much at once. */
export interface AdmissionTicket {
  readonly isAdmitted: boolean;
  /** Sessions that were before it, those that are being served among them. */
  readonly ahead: number;
  /** Gives the place, or the wish for one, to whoever is next. */
  leave(): void;
}

interface Entry {
  readonly onChange: () => void;
}

/** First syncs of this process take their turns, a few at a time (rule D4), so that all others stay live. */
export class FirstSyncAdmission {
  readonly #places: number;
  /** In the order in which they came; the first ones have a place. */
  readonly #entries: Entry[] = [];
  readonly #onChange: (admission: FirstSyncAdmission) => void;

  constructor(places: number, onChange: (admission: FirstSyncAdmission) => void = () => undefined) {
    this.#places = places;
    this.#onChange = onChange;
  }

  get running(): number {
    return Math.min(this.#entries.length, this.#places);
  }

  get waiting(): number {
    return this.#entries.length - this.running;
  }

  /** @param onChange called whenever the ticket's place in the order changes */
  request(onChange: () => void): AdmissionTicket {
    const entries = this.#entries;
    const places = this.#places;
    const entry: Entry = { onChange };
    entries.push(entry);
    this.#onChange(this);
    return {
      get isAdmitted() {
        const index = entries.indexOf(entry);
        return index !== -1 && index < places;
      },
      get ahead() {
        return Math.max(0, entries.indexOf(entry));
      },
      leave: () => {
        const index = entries.indexOf(entry);
        if (index === -1) return;
        entries.splice(index, 1);
        this.#onChange(this);
        for (const next of entries.slice(index)) next.onChange();
      },
    };
  }
}
