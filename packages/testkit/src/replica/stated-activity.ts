import { ActivityMonitor } from '@holdfast/desktop/replica/idle/activity';

/** An activity whose idle time a test sets, by a clock that runs. */
export class StatedActivity extends ActivityMonitor {
  /** How often somebody asked since when the replica is idle. */
  looks = 0;
  readonly #state: { readonly idleMs: number };

  constructor(state: { readonly idleMs: number }) {
    super();
    this.#state = state;
  }

  override get lastAt(): number {
    this.looks += 1;
    return this.now() - this.#state.idleMs;
  }

  override get idleMs(): number {
    return this.#state.idleMs;
  }
}
