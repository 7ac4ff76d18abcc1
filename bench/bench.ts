import type { BenchWorld } from './world/world.ts';

/** One figure; printed as one JSON line. */
export interface Figure {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
}

export interface BenchContext {
  /** A running Postgres and server. */
  readonly world: BenchWorld;
  /** `full` measures; `tiny` only shows, within seconds, that the code still runs. */
  readonly size: 'full' | 'tiny';
  /** Further options of the command line, such as `large`. */
  readonly flags: ReadonlySet<string>;
}

/** One benchmark: a file in `benches/`, listed in `benches.ts`. */
export interface Bench {
  readonly name: string;
  /** What is measured, in one line. */
  readonly about: string;
  run(context: BenchContext): Promise<readonly Figure[]>;
}
