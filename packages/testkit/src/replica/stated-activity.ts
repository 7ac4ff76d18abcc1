import { ActivityMonitor } from '@holdfast/desktop/replica/idle/activity';

/** An activity monitor whose idle time is set by the test. Its clock runs. */
export class StatedActivity extends ActivityMonitor {
  /** How many times the idle time was read. */
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
